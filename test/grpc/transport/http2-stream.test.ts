import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { serviceDefinition } from '../../../src/main/grpc/codec.js';
import { resetStream } from '../../../src/main/grpc/http2-stream.js';
import { http2StreamOf } from '../../../src/main/grpc/internals.js';
import { collect, connect, request, status } from '../../harness/client.js';

// http2-stream.ts reads private parts of grpc-js. This test covers the parts on which it relies.
it('http2StreamOf returns the HTTP/2 stream of a call, and resetStream ends the call', async () => {
  const server = new Server();
  const unused = (): void => {};
  let canPing = false;
  let seen: ReturnType<typeof http2StreamOf> | undefined;
  server.addService(serviceDefinition, {
    StreamAudio: (call: ServerWritableStream<unknown, Buffer>) => {
      seen = http2StreamOf(call);
      canPing = typeof seen?.session?.ping === 'function';
      resetStream(seen);
    },
    GenerateWelcomeAudio: unused,
    InterruptSession: unused,
    ReportUsage: unused,
    HealthCheck: unused,
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const client = connect(port);
  const reply = await collect(client.StreamAudio(request()));
  expect(reply.status.code).toBe(status.CANCELLED);
  expect(seen?.id).toBeGreaterThan(0);
  expect(canPing).toBe(true);
  expect(seen?.destroyed).toBe(true);
  client.close();
  server.forceShutdown();
});
