/**
 * Reads what grpc-js and Node keep to themselves. This is the only file that does, and a contract test (test/grpc/internals.test.ts)
 * runs against each Node version that is supported: a release that moves something fails the test, not a client.
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
 * Returns the emitter through which grpc-js learns of sessions ("session") and requests ("stream", with their headers). Events that
 * are emitted here are served like those of a port bound by grpc-js itself.
 * @throws Error when the library no longer keeps it there
 */
export function requestSinkOf(server: Server): EventEmitter {
  server.createConnectionInjector(ServerCredentials.createInsecure());
  const servers = (server as unknown as { http2Servers?: Map<EventEmitter, object> }).http2Servers;
  const sink = [...(servers?.keys() ?? [])].at(-1);
  if (sink?.listenerCount('stream') !== 1 || sink.listenerCount('session') !== 1) {
    throw new Error('this version of grpc-js hides its HTTP/2 server');
  }
  return sink;
}

/** Node's symbol for a session's native part. */
let handleKey: symbol | undefined;

/**
 * Tells whether nghttp2 has ended a session because of a protocol error: the GOAWAY is sent, and it neither reads nor writes again.
 * Node before 22.17 emits no event for it and keeps the socket. Always false where this Node cannot tell (before 20.19.4).
 */
export function isTerminated(session: ServerHttp2Session): boolean {
  handleKey ??= Object.getOwnPropertySymbols(session).find(({ description }) => description === 'kHandle');
  if (handleKey === undefined) return false;
  const handle = (session as unknown as Record<symbol, { hasPendingData?(): boolean } | undefined>)[handleKey];
  return handle?.hasPendingData?.() === false;
}
