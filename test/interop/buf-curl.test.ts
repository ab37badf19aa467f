/** Calls the server with `buf curl`, which knows the protocol from server reflection alone. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../harness/server.js';

const BUF = createRequire(import.meta.url).resolve('@bufbuild/buf/bin/buf');
const run = promisify(execFile);

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ 'grpc.reflection': true });
});
afterAll(async () => {
  await server.atRest();
  await server.stop();
});

async function bufCurl(...args: string[]): Promise<string> {
  const connection = ['--protocol', 'grpc', '--http2-prior-knowledge'];
  const { stdout } = await run(process.execPath, [BUF, 'curl', ...connection, ...args], { maxBuffer: 16_777_216 });
  return stdout;
}
const urlOf = (path = ''): string => `http://127.0.0.1:${server.port}${path}`;

/** Calls a method and returns its messages. */
async function call<Message>(path: string, request: object): Promise<Message[]> {
  const text = await bufCurl('--data', JSON.stringify(request), urlOf(path));
  return JSON.parse(`[${text.replace(/\}\s*\{/g, '},{')}]`) as Message[];
}

describe('buf curl', () => {
  it('lists the services and their methods', async () => {
    expect((await bufCurl('--list-services', urlOf())).split('\n').filter(Boolean)).toEqual([
      'grpc.health.v1.Health',
      'streaming.StreamingService',
    ]);
    expect((await bufCurl('--list-methods', urlOf())).split('\n')).toEqual(
      expect.arrayContaining(['grpc.health.v1.Health/Check', 'streaming.StreamingService/StreamAudio']),
    );
  });

  it('receives a whole turn, with the fields of the request in snake_case', async () => {
    const request = { prompt: 'Hello there.', hardware_id: 'phone', session_id: 'one', screen_width: 1_920 };
    const messages = await call<Record<string, unknown>>('/streaming.StreamingService/StreamAudio', request);
    expect(messages[0]).toEqual({ textChunk: 'Hello there.' });
    expect(messages[1]).toMatchObject({ audioChunk: { dtype: 'int16', sampleRate: 48_000, channels: 1 } });
    expect(messages.at(-1)).toHaveProperty('endMessage');
  });

  it('checks the health, by both services', async () => {
    expect(await call('/grpc.health.v1.Health/Check', {})).toEqual([{ status: 'SERVING' }]);
    expect(await call('/streaming.StreamingService/HealthCheck', {})).toMatchObject([{ status: 'healthy' }]);
  });
});
