import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { serviceDefinition } from './codec.js';
import type { RpcContext } from './context.js';
import { Dispatcher } from './dispatcher.js';
import { HealthService } from './health-service.js';
import { http2StreamOf } from './internals.js';
import { addReflection } from './reflection.js';
import { createService } from './service.js';
import type { AddService } from './standard-service.js';
import { Http2Transport } from './transport/http2-transport.js';

const SERVICE = 'streaming.StreamingService';

/** The gRPC server: service, health and reflection on one port. */
export class GrpcServer {
  readonly #dispatcher: Dispatcher;
  readonly #transport: Http2Transport;
  readonly #health = new HealthService(['', SERVICE]);
  readonly #context: RpcContext;
  /** The paths of the methods that take a stream of messages. */
  readonly #streamingRequests = new Set<string>();

  constructor(context: RpcContext) {
    const { grpc } = context.config;
    this.#context = context;
    this.#dispatcher = new Dispatcher({
      'grpc.max_receive_message_length': grpc.max_receive_bytes,
      // Channelz costs time on every call, and its data is not used.
      'grpc.enable_channelz': 0,
    });
    const methods = {
      ownsDeadline: (path: string): boolean => path.startsWith(`/${SERVICE}/`),
      streamsRequests: (path: string): boolean => this.#streamingRequests.has(path),
    };
    this.#transport = new Http2Transport(this.#dispatcher, methods, () => context.config.grpc, context.log);
    const add: AddService = (definition, implementation) => this.#addService(definition, implementation);
    const onAdmitted = (call: object): void => this.#transport.callAdmitted(http2StreamOf(call));
    add(serviceDefinition, createService(context, onAdmitted));
    this.#health.addTo(add);
    if (grpc.reflection) addReflection(add);
  }

  /** Starts to listen. @returns the port @throws Error that names the address when it cannot be bound */
  listen(): Promise<number> {
    const { host, port } = this.#context.config.grpc;
    return this.#transport.listen(host, port);
  }

  /** Sets the status that health checks report. */
  setServing(serving: boolean): void {
    this.#health.setServing(serving);
  }

  /** Ends everything that is still open, health watches included. Does not wait. */
  close(): void {
    this.#transport.close();
    this.#dispatcher.close();
  }

  /** Adds a service whose handlers notify the transport that their request has arrived. */
  #addService(definition: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    for (const { path, requestStream } of Object.values(definition)) {
      if (requestStream) this.#streamingRequests.add(path);
    }
    const handlers = Object.entries(implementation).map(([name, handler]) => {
      const handle = handler as (call: object, reply: unknown) => void;
      const handleArrived = (call: object, reply: unknown): void => {
        // The handler of a method that takes a stream of messages runs before the first of them has arrived.
        if ('request' in call) this.#transport.requestArrived(http2StreamOf(call));
        handle(call, reply);
      };
      return [name, handleArrived] as const;
    });
    this.#dispatcher.addService(definition, Object.fromEntries(handlers) as UntypedServiceImplementation);
  }
}
