import { Server, ServerCredentials } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import { packageDefinition, serviceDefinition } from './codec.js';
import type { RpcContext } from './context.js';
import { createService } from './service.js';

const SERVICE = 'streaming.StreamingService';

/** The gRPC side: service, health and reflection on one port. */
export class GrpcServer {
  readonly #server: Server;
  readonly #health = new HealthImplementation({ '': 'NOT_SERVING', [SERVICE]: 'NOT_SERVING' });
  readonly #context: RpcContext;
  #boundAddress: string | undefined;

  constructor(context: RpcContext) {
    const { grpc } = context.config;
    this.#context = context;
    this.#server = new Server({
      'grpc.max_receive_message_length': grpc.max_receive_bytes,
      'grpc.keepalive_time_ms': grpc.keepalive_seconds * 1000,
      'grpc.keepalive_timeout_ms': grpc.keepalive_timeout_seconds * 1000,
      // Its bookkeeping costs on every call and nobody reads it.
      'grpc.enable_channelz': 0,
    });
    this.#server.addService(serviceDefinition, createService(context));
    this.#health.addToServer(this.#server);
    if (grpc.reflection) new ReflectionService(packageDefinition).addToServer(this.#server);
  }

  /** Listens; returns the port. @throws Error that names the address when it cannot be had */
  async listen(): Promise<number> {
    const { host, port } = this.#context.config.grpc;
    const addressOf = (tcpPort: number): string => (host.includes(':') ? `[${host}]:${tcpPort}` : `${host}:${tcpPort}`);
    const address = addressOf(port);
    const bound = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(address, ServerCredentials.createInsecure(), (cause, boundPort) => {
        if (cause) reject(new Error(`cannot listen on ${address} (grpc.host, grpc.port)`, { cause }));
        else resolve(boundPort);
      });
    });
    this.#boundAddress = addressOf(bound);
    return bound;
  }

  /** What health checks say from now on. */
  setServing(serving: boolean): void {
    for (const service of ['', SERVICE]) this.#health.setStatus(service, serving ? 'SERVING' : 'NOT_SERVING');
  }

  /** Ends everything that is still open, health watches included. Does not wait. */
  close(): void {
    // Without channelz, forceShutdown finds no connection to close; draining does.
    if (this.#boundAddress !== undefined) this.#server.drain(this.#boundAddress, 0);
    this.#server.forceShutdown();
  }
}
