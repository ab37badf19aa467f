import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, status } from '../harness/client.js';
import { healthClient } from '../harness/health.js';
import { callRaw, grpcMessage } from '../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const BUF = createRequire(import.meta.url).resolve('@bufbuild/buf/bin/buf');
const HEALTH = 'grpc.health.v1.Health';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => server.atRest());
afterAll(() => server.stop());

/** Runs `buf curl`, which knows the services only by reflection. It runs beside this process, which serves it. */
function bufCurl(path: string, ...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const url = `http://127.0.0.1:${server.port}${path}`;
    const options = ['curl', '--http2-prior-knowledge', '--protocol', 'grpc', ...args, url];
    execFile(process.execPath, [BUF, ...options], (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(stdout),
    );
  });
}

describe.each(['grpc-v1', 'grpc-v1alpha'])('reflection by %s', (protocol) => {
  it('lists our service and the health service with their methods', async () => {
    const listed = await bufCurl('', '--reflect-protocol', protocol, '--list-methods');
    expect(listed.trim().split('\n').sort()).toEqual([
      `${HEALTH}/Check`,
      `${HEALTH}/Watch`,
      'streaming.StreamingService/GenerateWelcomeAudio',
      'streaming.StreamingService/HealthCheck',
      'streaming.StreamingService/InterruptSession',
      'streaming.StreamingService/ReportUsage',
      'streaming.StreamingService/StreamAudio',
    ]);
  });

  it('describes the health service so that it can be called', async () => {
    const answer = await bufCurl(`/${HEALTH}/Check`, '--reflect-protocol', protocol, '--data', '{"service":""}');
    expect(JSON.parse(answer)).toEqual({ status: 'SERVING' });
    const named = await bufCurl(
      `/${HEALTH}/Check`,
      '--reflect-protocol',
      protocol,
      '--data',
      '{"service":"streaming.StreamingService"}',
    );
    expect(JSON.parse(named)).toEqual({ status: 'SERVING' });
  });

  it('describes our service so that it can be called', async () => {
    const path = '/streaming.StreamingService/HealthCheck';
    const answer = await bufCurl(path, '--reflect-protocol', protocol, '--data', '{}');
    expect(JSON.parse(answer)).toMatchObject({ status: 'healthy' });
  });
});

describe('the health service', () => {
  const check = (service: string): Promise<number | string> => {
    const client = healthClient(server.port);
    return new Promise((resolve) =>
      client.check({ service }, (error, reply) => {
        client.close();
        resolve(error?.code ?? reply?.status ?? 'nothing');
      }),
    );
  };

  it.each(['', 'streaming.StreamingService'])('reports SERVING for %j', async (service) => {
    expect(await check(service)).toBe('SERVING');
  });

  it.each(['unknown', '__proto__', 'constructor', 'streaming', 'x'.repeat(3_000_000)])(
    'returns NOT_FOUND for an unknown service',
    async (service) => {
      expect(await check(service)).toBe(status.NOT_FOUND);
    },
  );

  it('answers SERVICE_UNKNOWN to a watcher of an unknown service, and does not keep its name', async () => {
    const client = healthClient(server.port);
    const before = process.memoryUsage().heapUsed;
    for (let round = 0; round < 30; round++) {
      const stream = client.watch({ service: `${round}`.repeat(1_000_000) });
      const seen = await new Promise((resolve) => {
        stream.on('data', ({ status: said }) => resolve(said));
        stream.on('error', () => {});
      });
      expect(seen).toBe('SERVICE_UNKNOWN');
      stream.cancel();
    }
    expect((await call(connect(server.port), 'HealthCheck', {})).error).toBeUndefined();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
    client.close();
  });
});

describe('a message of a standard service', () => {
  // An unknown field, repeated up to four megabytes.
  const full = grpcMessage(Buffer.alloc(4_000_000, Buffer.from([(15 << 3) | 0, 0])));

  it.each([`/${HEALTH}/Check`, `/${HEALTH}/Watch`, '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'])(
    'with two million fields is refused: %s',
    async (path) => {
      expect((await callRaw(server.port, path, full)).grpcStatus).toBe(status.INTERNAL);
    },
  );
});
