import type { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import {
  Server,
  type ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerOptions,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { DecompressionQueue } from './decompression-queue.js';
import { decompressWith, requestSinkOf } from './internals.js';

/** A server call of grpc-js before its handler runs. */
export type Call = Pick<ServerInterceptingCallInterface, 'sendStatus'>;

/**
 * Passes HTTP/2 streams to grpc-js, which runs the handlers. grpc-js never sees the sessions: its keepalive would end a
 * session that the client has closed gracefully, together with the calls on it.
 */
export class Dispatcher {
  readonly #server: Server;
  readonly #sink: EventEmitter;
  readonly #decompression = new DecompressionQueue();
  /** The call that grpc-js created last. */
  #lastCall: Call | undefined;

  constructor(options: ServerOptions) {
    const keepCall = (_method: object, call: Call): ServerInterceptingCall => {
      this.#lastCall = call;
      // The call is returned as it is: a wrapper would cost time on every message.
      return call as ServerInterceptingCall;
    };
    this.#server = new Server({ ...options, interceptors: [keepCall] });
    this.#sink = requestSinkOf(this.#server);
  }

  addService(definition: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    this.#server.addService(definition, implementation);
  }

  /**
   * Passes a stream to grpc-js, which receives its message and calls its handler.
   * @returns the call; undefined when grpc-js has answered the stream already, as for an unknown method
   */
  startCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): Call | undefined {
    this.#lastCall = undefined;
    this.#sink.emit('stream', stream, headers, flags);
    const call = this.#lastCall as Call | undefined;
    if (call && (headers['grpc-encoding'] ?? 'identity') !== 'identity')
      decompressWith(call, (unpack) => this.#decompression.run(unpack));
    return call;
  }

  close(): void {
    this.#server.forceShutdown();
  }
}
