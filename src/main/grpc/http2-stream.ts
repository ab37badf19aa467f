/**
 * The HTTP/2 stream under a server call: what messages are written to, and what is reset when its client takes nothing. Once data
 * has gone out, neither a status nor a deadline frees such a stream: both wait behind the data. And when the client does not even
 * answer a ping, its connection is closed.
 */
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';

/** A client that does not answer a ping for this long has lost its connection, ms. */
const PING_TIMEOUT_MS = 1_000;

/** Streams that the server itself has closed with RST_STREAM. */
const closedByServer = new WeakSet<ServerHttp2Stream>();

/** Closes a stream with an HTTP/2 error code; its upload stops. */
export function closeStream(stream: ServerHttp2Stream, code: number): void {
  closedByServer.add(stream);
  stream.close(code);
}

/**
 * Tells whether a closed stream was reset by the client, or because the client broke HTTP/2. The code alone does not tell: a client
 * may reset with NO_ERROR, and the server resets streams, too.
 */
export function wasResetByClient(stream: ServerHttp2Stream): boolean {
  return !closedByServer.has(stream) && (stream.aborted || stream.rstCode !== constants.NGHTTP2_NO_ERROR);
}

/** Ends a stream at once; nothing more of it is sent. */
export function resetStream(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  closeStream(stream, constants.NGHTTP2_CANCEL);
  stream.destroy();
}

/**
 * Settles when the client has everything that was sent over the connection before, or is gone: a ping is answered in its turn.
 * Never rejects.
 */
export function arrivedAt(connection: ServerHttp2Stream['session']): Promise<void> {
  if (!connection || connection.destroyed || connection.closed) return Promise.resolve();
  return new Promise((resolve) => {
    // So many pings are unanswered (transport/http2-transport.ts) that the client cannot be waited for.
    if (!connection.ping(() => resolve())) resolve();
  });
}

/** Ends the stream of a client that took nothing for too long; its connection, too, when nobody is at the other end. */
export function cutOffStalled(stream: ServerHttp2Stream): void {
  const { session } = stream;
  resetStream(stream);
  if (session && !session.destroyed) closeUnlessAlive(session as ServerHttp2Session);
}

/** Sessions whose client is being asked whether it is there: a stalled connection has many streams, and one ping is enough. */
const asked = new WeakSet<ServerHttp2Session>();

function closeUnlessAlive(session: ServerHttp2Session): void {
  // No ping can be sent on a closed session, whose other calls go on.
  if (session.closed || asked.has(session)) return;
  asked.add(session);
  const timer = setTimeout(() => session.destroy(), PING_TIMEOUT_MS).unref();
  const sent = session.ping(() => {
    clearTimeout(timer);
    asked.delete(session);
  });
  if (!sent) session.destroy();
}
