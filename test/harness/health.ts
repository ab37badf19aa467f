import {
  type ClientReadableStream,
  credentials,
  loadPackageDefinition,
  type ServiceClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';

interface HealthStub {
  check(request: { service: string }, done: (error: ServiceError | null, reply?: { status: string }) => void): void;
  watch(request: { service: string }): ClientReadableStream<{ status: string }>;
  close(): void;
}

/** Returns a client of grpc.health.v1, made from the proto file of the standard. */
export function healthClient(port: number): HealthStub {
  const definition = loadPackageDefinition(loadSync(protoPath, { enums: String, defaults: true })) as unknown as {
    grpc: { health: { v1: { Health: ServiceClientConstructor } } };
  };
  return new definition.grpc.health.v1.Health(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
  ) as unknown as HealthStub;
}

/** Watches the health of the server. `next` returns the next status, once it has arrived. */
export function watchHealth(port: number): { next(): Promise<string>; close(): void } {
  const client = healthClient(port);
  const stream = client.watch({ service: '' });
  const seen: string[] = [];
  let wake = (): void => {};
  stream.on('data', ({ status }: { status: string }) => {
    seen.push(status);
    wake();
  });
  stream.on('error', () => {});
  return {
    async next() {
      while (seen.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return seen.shift() ?? '';
    },
    close() {
      stream.cancel();
      client.close();
    },
  };
}
