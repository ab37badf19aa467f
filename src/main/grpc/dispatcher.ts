import type { EventEmitter } from 'node:events';
import { constants, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import {
  Server,
  type ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerOptions,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { NexyError } from '../../shared/errors.js';
import { requestSinkOf } from './internals.js';
import { statusOf } from './status.js';

/** Passes HTTP/2 sessions and streams to grpc-js, which runs the handlers, and ends calls whose message has not arrived. */
export class Dispatcher {
  readonly #server: Server;
  readonly #sink: EventEmitter;
  readonly #calls = new WeakMap<ServerHttp2Stream, ServerInterceptingCallInterface>();
  /** The stream that grpc-js is making a call of. */
  #starting: ServerHttp2Stream | undefined;

  constructor(options: ServerOptions) {
    const keepCall = (_method: object, call: ServerInterceptingCallInterface): ServerInterceptingCall => {
      if (this.#starting) this.#calls.set(this.#starting, call);
      // Unchanged: a wrapper would cost on every message.
      return call as ServerInterceptingCall;
    };
    this.#server = new Server({ ...options, interceptors: [keepCall] });
    this.#sink = requestSinkOf(this.#server);
  }

  addService(definition: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    this.#server.addService(definition, implementation);
  }

  /** Makes grpc-js send keepalive pings on a session. */
  startSession(session: ServerHttp2Session): void {
    this.#sink.emit('session', session);
  }

  /** Makes grpc-js receive the message of a stream and call its handler. */
  startCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number): void {
    this.#starting = stream;
    this.#sink.emit('stream', stream, headers, flags);
    this.#starting = undefined;
  }

  /** Ends a call with a status, unless it has one, and stops its upload. Its handler is not called any more. */
  endCall(stream: ServerHttp2Stream, error: NexyError): void {
    if (!stream.headersSent) this.#calls.get(stream)?.sendStatus(statusOf(error));
    // Node 22 drops the status of a stream that is closed at once.
    setImmediate(() => stream.close(constants.NGHTTP2_NO_ERROR));
  }

  close(): void {
    this.#server.forceShutdown();
  }
}
