/**
 * Reads private parts of grpc-js and Node. This is the only file that does; test/grpc/transport/internals.test.ts holds what it relies on, and
 * test/interop/node-versions.test.ts runs the server on each Node version that is supported.
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
 * Returns the emitter through which grpc-js learns of requests ("stream", with their headers). Events that are emitted here are served
 * like those of a port bound by grpc-js itself.
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

/** Unpacks a message that a client has compressed. */
type Unpack = (message: Buffer, encoding: string) => Promise<Buffer>;

/**
 * Has the compressed messages of a call unpacked by `run`, when their turn comes.
 * @throws Error when the library no longer unpacks them there
 */
export function unpackBy(call: object, run: (unpack: () => Promise<Buffer>) => Promise<Buffer>): void {
  const unpacking = call as { decompressMessage?: Unpack };
  const unpack = unpacking.decompressMessage;
  if (typeof unpack !== 'function') throw new Error('this version of grpc-js hides how it unpacks messages');
  unpacking.decompressMessage = (message, encoding) =>
    // The encoding of a message that is not compressed.
    encoding === 'identity' ? unpack.call(call, message, encoding) : run(() => unpack.call(call, message, encoding));
}

/** Node's symbol for the native part of a session. */
let handleKey: symbol | undefined;
/** Native parts of sessions that may not be collected yet. */
const kept = new Set<object>();

interface NativeSession {
  hasPendingData?(): boolean;
}

/** Returns the native part of a session, or undefined when the session is destroyed or Node keeps it elsewhere. */
function nativePartOf(session: ServerHttp2Session): NativeSession | undefined {
  handleKey ??= Object.getOwnPropertySymbols(session).find(({ description }) => description === 'kHandle');
  return handleKey && (session as unknown as Record<symbol, NativeSession | undefined>)[handleKey];
}

/**
 * Tells whether nghttp2 has ended a session because of a protocol error: the GOAWAY is sent, and nothing is read or written again.
 * Some releases of Node, all of 20 among them, emit no event for it and keep the socket. Always false before 20.19.4, and from 22.0 to
 * 22.15, which cannot tell.
 */
export function isTerminated(session: ServerHttp2Session): boolean {
  return nativePartOf(session)?.hasPendingData?.() === false;
}

/**
 * Keeps the native part of a session from being collected before its streams. Node frees a stream at the next iteration of the event loop,
 * but forgets the session at once: when the session is collected in between, and headers of the stream have arrived in part, Node aborts
 * the process (22.23 and 24.21: "current_nghttp2_memory_ == 0").
 */
export function keepUntilClosed(session: ServerHttp2Session, socket: Socket): void {
  const native = nativePartOf(session);
  if (!native) return;
  kept.add(native);
  // Node frees the streams before it runs this.
  socket.once('close', () => setImmediate(() => kept.delete(native)));
}
