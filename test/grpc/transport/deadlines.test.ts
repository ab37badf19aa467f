import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_TABLE } from '../../../src/shared/errors.js';
import { collect, connect, kinds, request, type Stub, status } from '../../harness/client.js';
import { healthClient } from '../../harness/health.js';
import { callRaw, encodeMessage, encodeRequest, type RawReply } from '../../harness/raw-http2.js';
import { startWithScenario } from '../../harness/scenario.js';
import type { TestServer } from '../../harness/server.js';

const TIMEOUT_TEXT = ERROR_TABLE.timeout.message;

let server: TestServer;
let client: Stub;
let sessions = 0;

beforeAll(async () => {
  server = await startWithScenario({
    answers: [
      { match: 'never', tokens: [{ hang: true }] },
      { match: 'stuck', tokens: ['A sentence. ', { hang: true }] },
      { tokens: ['Hello there.'] },
    ],
  });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

const ask = (prompt: string, timeout: string): Promise<RawReply> => {
  const sessionId = `deadline-${sessions++}`;
  return callRaw(server.port, 'StreamAudio', encodeRequest({ prompt, hardwareId: sessionId, sessionId }), {
    'grpc-timeout': timeout,
  });
};
const greet = (timeout: string, text = ''): Promise<RawReply> =>
  callRaw(server.port, 'GenerateWelcomeAudio', encodeMessage('WelcomeRequest', { text }), { 'grpc-timeout': timeout });

/** Returns the failed ends of the calls in the log: their decisions and error types. */
const loggedFailures = (): string[] =>
  server.lines
    .filter(({ ctx }) => ctx.error_type !== undefined)
    .map(({ decision, ctx }) => `${decision} ${ctx.error_type}`);

function expectTimeout({ grpcStatus, details, errorType, messages }: RawReply): void {
  expect({ grpcStatus, details, errorType }).toEqual({
    grpcStatus: status.DEADLINE_EXCEEDED,
    details: TIMEOUT_TEXT,
    errorType: 'timeout',
  });
  expect(messages).toEqual([{ errorMessage: TIMEOUT_TEXT }]);
}

describe('a deadline far in the future', () => {
  it.each([
    '2592000S',
    '4233600S',
    '720H',
    '43200M',
    '99999999H',
    '99999999M',
    '99999999S',
    '99999999m',
    '2147484S',
    '4294968S',
  ])('does not end a turn, a greeting or a health check: %s', async (timeout) => {
    const turn = await ask('hello', timeout);
    expect(turn.grpcStatus).toBe(status.OK);
    expect(turn.messages.at(-1)).toHaveProperty('endMessage');
    expect((await greet(timeout)).grpcStatus).toBe(status.OK);
    const health = await callRaw(server.port, 'HealthCheck', encodeMessage('HealthRequest', {}), {
      'grpc-timeout': timeout,
    });
    expect(health.grpcStatus).toBe(status.OK);
    const standard = await callRaw(server.port, '/grpc.health.v1.Health/Check', Buffer.alloc(5), {
      'grpc-timeout': timeout,
    });
    expect(standard.grpcStatus).toBe(status.OK);
  });

  it.each([25, 30, 49, 50, 365])('of a gRPC client does not end a turn: %d days', async (days) => {
    const deadline = Date.now() + days * 86_400_000;
    const reply = await collect(client.StreamAudio(request(), new Metadata(), { deadline }));
    expect([reply.status.code, kinds(reply).at(-1)]).toEqual([status.OK, 'end_message']);
  });
});

describe('a deadline that passes before any content', () => {
  it.each(['150m', '150000u', '99999999n', '0m', '0S', '1n', '1u', '1m'])(
    'ends a turn with one error message, DEADLINE_EXCEEDED and the type timeout: %s',
    async (timeout) => {
      server.lines.length = 0;
      expectTimeout(await ask('never', timeout));
      await server.atRest();
      expect(loggedFailures()).toEqual(['abort timeout']);
    },
  );

  it.each(['0m', '0H', '1n'])('ends a turn on arrival, although it could answer at once: %s', async (timeout) => {
    expectTimeout(await ask('hello', timeout));
  });

  it.each(['0m', '1n'])('ends a greeting on arrival: %s', async (timeout) => {
    expectTimeout(await greet(timeout, 'Words that are not in the cache.'));
  });

  it.each(['InterruptSession', 'ReportUsage', 'HealthCheck'])('ends a call of %s on arrival', async (method) => {
    const reply = await callRaw(server.port, method, Buffer.alloc(5), { 'grpc-timeout': '0m' });
    expect(reply.grpcStatus).toBe(status.DEADLINE_EXCEEDED);
    expect(reply.errorType).toBe('timeout');
  });
});

describe('a deadline that passes after the first content', () => {
  it('ends a turn quietly, with the type timeout in a trailer', async () => {
    server.lines.length = 0;
    const reply = await ask('stuck', '500m');
    expect([reply.grpcStatus, reply.errorType]).toEqual([status.OK, 'timeout']);
    const kindsSeen = new Set(reply.messages.flatMap((message) => Object.keys(message)));
    expect([...kindsSeen]).toEqual(['textChunk', 'audioChunk']);
    await server.atRest();
    expect(loggedFailures()).toEqual(['abort timeout']);
  });
});

it('thirty clients that cancel at their own deadlines are all logged as timeout', async () => {
  // The first calls of a process are slow.
  for (let n = 0; n < 3; n++) await ask('hello', '9S');
  server.lines.length = 0;
  const turns: Promise<unknown>[] = [];
  for (let index = 0; index < 30; index++) {
    const deadline = Date.now() + 300 + 20 * index;
    const prompt = index % 3 === 0 ? 'stuck' : 'never';
    const fields = { prompt, hardware_id: `d${index}` };
    turns.push(collect(client.StreamAudio(request(fields), new Metadata(), { deadline })));
    // A request that waits behind the others of a burst may arrive later than a cancel may be early.
    await sleep(10);
  }
  await Promise.all(turns);
  await server.atRest();
  expect(loggedFailures()).toEqual(Array.from({ length: 30 }, () => 'abort timeout'));
});

it('a client that cancels long before its deadline is logged as cancelled', async () => {
  server.lines.length = 0;
  const stream = client.StreamAudio(request({ prompt: 'never' }), new Metadata(), { deadline: Date.now() + 20_000 });
  const ended = collect(stream);
  while (server.gauges().sessions === 0) await sleep(1);
  stream.cancel();
  await ended;
  await server.atRest();
  expect(loggedFailures()).toEqual(['abort cancelled_by_user']);
});

describe('a malformed grpc-timeout', () => {
  it.each(['1', '10', 'abc', '1s', '-1m', '1.5S', '123456789m', '1 m', '1m, 2m', ''])(
    'is refused as validation_failed: %j',
    async (timeout) => {
      for (const reply of [await ask('hello', timeout), await greet(timeout)]) {
        expect(reply.grpcStatus).toBe(status.INVALID_ARGUMENT);
        expect(reply.errorType).toBe('validation_failed');
        expect(reply.details).toContain('grpc-timeout must be');
      }
    },
  );
});

it('a health watch ends at its deadline', async () => {
  const health = healthClient(server.port);
  const watch = (health.watch as unknown as (request: object, options: object) => ReturnType<typeof health.watch>).call(
    health,
    { service: '' },
    { deadline: Date.now() + 100 },
  );
  const code = await new Promise((resolve) => {
    watch.on('data', () => {});
    watch.on('error', (error: { code?: number }) => resolve(error.code));
  });
  expect(code).toBe(status.DEADLINE_EXCEEDED);
  health.close();
});
