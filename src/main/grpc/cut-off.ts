/**
 * Ending a stream whose client takes nothing. Once data has gone out, neither a status nor a deadline frees such a stream:
 * both wait behind the data. So the HTTP/2 stream under the call is reset, and when the client does not even answer a ping,
 * its connection is closed. gRPC shows neither to a server; they are read from the call object, behind a contract test.
 */
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';

/** A client that does not answer a ping for this long has lost its connection, ms. */
const PING_TIMEOUT_MS = 1_000;

/** The HTTP/2 stream under a server call of grpc-js; undefined when the library no longer keeps it there. */
export function http2StreamOf(call: object): ServerHttp2Stream | undefined {
  const inner = (call as { call?: { stream?: ServerHttp2Stream } }).call?.stream;
  return typeof inner?.close === 'function' ? inner : undefined;
}

/** Ends the call's stream at once; nothing more of it is sent. */
export function resetStream(call: object): void {
  const stream = http2StreamOf(call);
  if (!stream || stream.destroyed) return;
  stream.close(constants.NGHTTP2_CANCEL);
  stream.destroy();
}

/** Ends the stream of a client that took nothing for too long; its connection, too, when nobody is at the other end. */
export function cutOffStalled(call: object): void {
  const session = http2StreamOf(call)?.session;
  resetStream(call);
  if (session && !session.destroyed) closeUnlessAlive(session as ServerHttp2Session);
}

/** Sessions whose client is being asked whether it is there: a stalled connection has many streams, and one ping is enough. */
const asked = new WeakSet<ServerHttp2Session>();

function closeUnlessAlive(session: ServerHttp2Session): void {
  if (asked.has(session)) return;
  asked.add(session);
  const timer = setTimeout(() => session.destroy(), PING_TIMEOUT_MS).unref();
  const sent = session.ping(() => {
    clearTimeout(timer);
    asked.delete(session);
  });
  if (!sent) session.destroy();
}
