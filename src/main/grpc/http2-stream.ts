/**
 * Functions for the HTTP/2 stream under a server call. Messages are written to this stream, and it is reset when its
 * client reads nothing: once data has been sent, neither a status nor a deadline frees it, as both wait behind the data
 * (docs/decisions/003). When the client does not answer a ping either, its connection is closed.
 */
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';

/** The time after which a client that does not answer a ping counts as disconnected, ms. */
const PING_TIMEOUT_MS = 1_000;

/** The streams that the server itself has closed with RST_STREAM. */
const closedByServer = new WeakSet<ServerHttp2Stream>();

/** Closes a stream with an HTTP/2 error code; its upload stops. */
export function closeStream(stream: ServerHttp2Stream, code: number): void {
  closedByServer.add(stream);
  stream.close(code);
}

/**
 * Tells whether a closed stream was reset by the client, or because the client violated HTTP/2. The code alone does not
 * show it: a client may reset with NO_ERROR, and the server resets streams, too.
 */
export function wasResetByClient(stream: ServerHttp2Stream): boolean {
  return !closedByServer.has(stream) && (stream.aborted || stream.rstCode !== constants.NGHTTP2_NO_ERROR);
}

/** Ends a stream at once; its remaining data is discarded. */
export function resetStream(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  closeStream(stream, constants.NGHTTP2_CANCEL);
  stream.destroy();
}

/**
 * Settles when the client has received everything sent over the connection before, or has disconnected. The answer to a
 * ping shows it, because pings are answered in order. Never rejects.
 */
export function waitForDelivery(connection: ServerHttp2Stream['session']): Promise<void> {
  if (!connection || connection.destroyed || connection.closed) return Promise.resolve();
  return new Promise((resolve) => {
    // No ping is sent when too many are unanswered (transport/http2-transport.ts); then the client cannot be waited
    // for.
    if (!connection.ping(() => resolve())) resolve();
  });
}

/** Ends the stream of a client that read too little for too long, and its connection when it does not answer a ping. */
export function closeStalled(stream: ServerHttp2Stream): void {
  const { session } = stream;
  resetStream(stream);
  if (session && !session.destroyed) closeUnlessAlive(session as ServerHttp2Session);
}

/**
 * The sessions with an unanswered ping of `closeUnlessAlive`: many streams may stall at once, and one ping is enough.
 */
const pingedSessions = new WeakSet<ServerHttp2Session>();

function closeUnlessAlive(session: ServerHttp2Session): void {
  // No ping can be sent on a closed session; its other calls go on.
  if (session.closed || pingedSessions.has(session)) return;
  pingedSessions.add(session);
  const timer = setTimeout(() => session.destroy(), PING_TIMEOUT_MS).unref();
  const sent = session.ping(() => {
    clearTimeout(timer);
    pingedSessions.delete(session);
  });
  if (!sent) session.destroy();
}
