import { fileURLToPath } from 'node:url';
import {
  status as GrpcStatus,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceDefinition,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { http2StreamOf } from './internals.js';
import { type AddService, boundedService } from './standard-service.js';

const healthPackage = loadSync(fileURLToPath(new URL('../../../proto/grpc/health/v1/health.proto', import.meta.url)), {
  enums: String,
  defaults: true,
});

interface HealthRequest {
  readonly service: string;
}
interface HealthResponse {
  readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN';
}
type Watcher = ServerWritableStream<HealthRequest, HealthResponse>;

/** The standard health service (grpc.health.v1) for a fixed set of names. */
export class HealthService {
  readonly #names: ReadonlySet<string>;
  readonly #watchers = new Set<Watcher>();
  #status: 'SERVING' | 'NOT_SERVING' = 'NOT_SERVING';

  /** @param names the full names of the known services; the empty name means the whole server */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  /** Adds the service to a server. */
  addTo(add: AddService): void {
    add(boundedService(healthPackage['grpc.health.v1.Health'] as ServiceDefinition), {
      check: (call: ServerUnaryCall<HealthRequest, HealthResponse>, reply: sendUnaryData<HealthResponse>) => {
        if (this.#names.has(call.request.service)) reply(null, { status: this.#status });
        else reply({ code: GrpcStatus.NOT_FOUND, details: 'no such service' });
      },
      watch: (watcher: Watcher) => {
        const isKnown = this.#names.has(watcher.request.service);
        watcher.write({ status: isKnown ? this.#status : 'SERVICE_UNKNOWN' });
        const stream = http2StreamOf(watcher);
        if (!isKnown || stream.destroyed) return;
        this.#watchers.add(watcher);
        stream.once('close', () => this.#watchers.delete(watcher));
      },
    });
  }

  /** Sets the status of all known names, and sends it to every watcher. */
  setServing(isServing: boolean): void {
    this.#status = isServing ? 'SERVING' : 'NOT_SERVING';
    for (const watcher of this.#watchers) watcher.write({ status: this.#status });
  }
}
