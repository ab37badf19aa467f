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

/** Ends the call's stream at once; nothing more of it is sent. Its connection, too, when nobody is at the other end. */
export function cutOff(call: object): void {
  const stream = http2StreamOf(call);
  if (!stream || stream.destroyed) return;
  const { session } = stream;
  stream.close(constants.NGHTTP2_CANCEL);
  stream.destroy();
  if (session && !session.destroyed) closeUnlessAlive(session as ServerHttp2Session);
}

function closeUnlessAlive(session: ServerHttp2Session): void {
  const close = (): void => {
    if (!session.destroyed) session.destroy();
  };
  const timer = setTimeout(close, PING_TIMEOUT_MS).unref();
  const sent = session.ping((error) => {
    clearTimeout(timer);
    if (error) close();
  });
  if (!sent) close();
}
