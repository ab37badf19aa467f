/**
 * Reads private parts of grpc-js and Node. This is the only file that does; test/grpc/transport/internals.test.ts holds what it relies on, and
 * test/interop/node-versions.test.ts runs the server on each Node version that is supported.
 */
import type { EventEmitter } from 'node:events';
import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
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

/**
 * Tells whether nghttp2 has ended a session because of a protocol error: the GOAWAY is sent, and nothing is read or written again.
 * Some releases of Node, all of 20 among them, emit no event for it and keep the socket. Always false before 20.19.4, and from 22.0 to
 * 22.15, which cannot tell.
 */
export function isTerminated(session: ServerHttp2Session): boolean {
  handleKey ??= Object.getOwnPropertySymbols(session).find(({ description }) => description === 'kHandle');
  if (handleKey === undefined) return false;
  const handle = (session as unknown as Record<symbol, { hasPendingData?(): boolean } | undefined>)[handleKey];
  return handle?.hasPendingData?.() === false;
}
