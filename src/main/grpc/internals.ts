/**
 * Reads private parts of grpc-js and Node; no other file does. test/grpc/transport/internals.test.ts checks that they
 * are as expected here, and test/interop/node-versions.test.ts runs the server on each supported Node version.
 */
import type { EventEmitter } from 'node:events';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { type Server, ServerCredentials } from '@grpc/grpc-js';

/** Returns the HTTP/2 stream under a server call of grpc-js. @throws Error when the library no longer keeps it there */
export function http2StreamOf(call: object): ServerHttp2Stream {
  const inner = (call as { call?: { stream?: ServerHttp2Stream } }).call?.stream;
  if (typeof inner?.close !== 'function') throw new Error('this version of grpc-js hides the HTTP/2 stream of a call');
  return inner;
}

/**
 * Returns the emitter that reports requests to grpc-js ("stream" events, with their headers). grpc-js serves events
 * emitted here like those of a port that it bound itself.
 * @throws Error when the library no longer keeps it there
 */
export function requestSinkOf(server: Server): EventEmitter {
  server.createConnectionInjector(ServerCredentials.createInsecure());
  const servers = (server as unknown as { http2Servers?: Map<EventEmitter, object> }).http2Servers;
  const sink = [...(servers?.keys() ?? [])].at(-1);
  if (sink?.listenerCount('stream') !== 1) {
    throw new Error('this version of grpc-js hides its HTTP/2 server');
  }
  return sink;
}

/** Decompresses a message of a client. */
type Decompress = (message: Buffer, encoding: string) => Promise<Buffer>;

/**
 * Makes a call decompress each of its compressed messages through `run`, which decides when to start.
 * @throws Error when the library no longer decompresses them there
 */
export function decompressWith(call: object, run: (unpack: () => Promise<Buffer>) => Promise<Buffer>): void {
  const unpacking = call as { decompressMessage?: Decompress };
  const unpack = unpacking.decompressMessage;
  if (typeof unpack !== 'function') throw new Error('this version of grpc-js hides how it unpacks messages');
  unpacking.decompressMessage = (message, encoding) =>
    // A message that is not compressed has the encoding "identity".
    encoding === 'identity' ? unpack.call(call, message, encoding) : run(() => unpack.call(call, message, encoding));
}

/** The symbol under which Node keeps the native part of a session. */
let handleKey: symbol | undefined;
/** The native parts of sessions that must not be garbage-collected yet. */
const referenced = new Set<object>();

interface NativeSession {
  hasPendingData?(): boolean;
}

/** Returns the native part of a session; undefined when the session is destroyed or Node keeps the part elsewhere. */
function nativePartOf(session: ServerHttp2Session): NativeSession | undefined {
  handleKey ??= Object.getOwnPropertySymbols(session).find(({ description }) => description === 'kHandle');
  return handleKey && (session as unknown as Record<symbol, NativeSession | undefined>)[handleKey];
}

/**
 * Tells whether nghttp2 has ended a session because of a protocol error: the GOAWAY is sent, and nothing is read or
 * written after it. Some releases of Node, all of 20 among them, then emit no event and keep the socket open. The
 * result is always false before Node 20.19.4, and from 22.0 to 22.15, which do not offer this check.
 */
export function isTerminated(session: ServerHttp2Session): boolean {
  return nativePartOf(session)?.hasPendingData?.() === false;
}

/**
 * Keeps the native part of a session from being garbage-collected before its streams. Node frees a stream in the next
 * iteration of the event loop, but drops the session at once. When the session is collected in between and a part of
 * the stream's headers has arrived, Node aborts the process ("current_nghttp2_memory_ == 0" in 22.23 and 24.21).
 */
export function keepUntilClosed(session: ServerHttp2Session, socket: Socket): void {
  const native = nativePartOf(session);
  if (!native) return;
  referenced.add(native);
  // Node frees the streams before it runs this callback.
  socket.once('close', () => setImmediate(() => referenced.delete(native)));
}
