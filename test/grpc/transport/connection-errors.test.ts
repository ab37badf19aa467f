import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collect, connect, kinds, type Stub, status, trailer, turn } from '../../harness/client.js';
import { CONNECTION_ERRORS } from '../../harness/connection-errors.js';
import { callHeaders, dataFrames, FRAME, OPENING, RawConnection } from '../../harness/raw-frames.js';
import { encodeRequest } from '../../harness/raw-http2.js';
import { startWithScenario } from '../../harness/scenario.js';
import type { TestServer } from '../../harness/server.js';

/** The timeout of a test for a close, ms; a connection that broke HTTP/2 stayed for 40 s before. */
const CLOSED_MS = 10_000;

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startWithScenario({
    answers: [{ match: 'stuck', tokens: ['A sentence. ', { hang: true }] }, { tokens: ['Hi.'] }],
  });
  client = connect(server.port);
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

describe('a connection error', () => {
  it.concurrent.each(CONNECTION_ERRORS)(
    'is answered with GOAWAY and closes the connection: %s',
    async (_situation, bytes) => {
      const raw = await RawConnection.open(server.port);
      await raw.send(bytes());
      expect(await raw.msToClose()).toBeLessThan(CLOSED_MS);
      expect(await raw.goawayCode()).toBeGreaterThan(0);
      expect((await turn(client)).status.code).toBe(status.OK);
    },
  );

  it('closes the connection of a client that does not speak HTTP/2', async () => {
    const raw = await RawConnection.open(server.port, Buffer.from('GET / HTTP/1.1\r\nhost: test\r\n\r\n'));
    expect(await raw.msToClose()).toBeLessThan(CLOSED_MS);
  });

  it.each(CONNECTION_ERRORS.slice(0, 4))(
    'ends the turns of the connection at once, as cancelled: %s',
    async (_situation, bytes) => {
      server.lines.length = 0;
      const raw = await RawConnection.open(server.port);
      const request = encodeRequest({ prompt: 'stuck', hardwareId: 'broken', sessionId: 'broken' });
      await raw.send(callHeaders(101), dataFrames(101, request));
      await raw.received(({ type, streamId }) => type === FRAME.data && streamId === 101);
      // The frames in the table use lower stream numbers: those streams count as closed, which is a connection error.
      await raw.send(bytes());
      expect(await raw.msToClose()).toBeLessThan(CLOSED_MS);
      await server.atRest();
      const ends = server.lines.filter(({ decision }) => decision === 'abort');
      expect(ends.map(({ ctx }) => [ctx.error_type, ctx.stalled])).toEqual([['cancelled_by_user', undefined]]);
    },
  );

  it('does not disturb a turn on another connection', async () => {
    const running = collect(
      client.StreamAudio({ prompt: 'stuck', hardware_id: 'other', session_id: 'other' }),
      (_, stream) => setTimeout(() => stream.cancel(), 800),
    );
    const broken = await RawConnection.open(
      server.port,
      Buffer.concat([OPENING, CONNECTION_ERRORS[0]?.[1]() ?? OPENING]),
    );
    await broken.closed;
    expect(server.gauges().sessions).toBe(1);
    expect((await running).status.code).toBe(status.CANCELLED);
  });

  it('on three hundred connections at once closes all of them', async () => {
    const broken = await Promise.all(Array.from({ length: 300 }, () => RawConnection.open(server.port)));
    for (const [index, raw] of broken.entries()) {
      const [, bytes] = CONNECTION_ERRORS[index % 20] ?? [];
      await raw.send(bytes?.() ?? OPENING);
    }
    const closed = await Promise.all(broken.map((raw) => raw.msToClose()));
    expect(Math.max(...closed)).toBeLessThan(2 * CLOSED_MS);
  });

  it('is logged in few lines, even for many broken connections', async () => {
    await sleep(1_100);
    server.lines.length = 0;
    const broken = await Promise.all(
      Array.from({ length: 50 }, () => RawConnection.open(server.port, Buffer.from('nonsense of 24 bytes or more'))),
    );
    await Promise.all(broken.map((raw) => raw.closed));
    await sleep(1_100);
    const lines = server.lines.filter(({ method }) => method === 'transport');
    expect(lines.length).toBeLessThan(10);
    expect(lines.map(({ ctx }) => ctx.reason)).toContain('protocol_error');
    const count = lines.reduce((sum, { ctx }) => sum + Number(ctx.count), 0);
    expect(count).toBe(50);
  });
});

describe('a stream error', () => {
  it.each([
    ['a header in upper case', { 'X-Upper': '1' }],
    ['a connection-specific header', { connection: 'close' }],
  ])('ends only the stream: %s', async (_situation, headers) => {
    const raw = await RawConnection.open(server.port);
    await raw.send(callHeaders(1, 'StreamAudio', headers));
    await raw.received(({ type, streamId }) => type === FRAME.reset && streamId === 1);
    const request = encodeRequest({ prompt: 'Hi.', hardwareId: 'same', sessionId: 'same' });
    await raw.send(callHeaders(3), dataFrames(3, request));
    expect(await raw.received(({ type, streamId }) => type === FRAME.data && streamId === 3)).toBeDefined();
    raw.close();
  });
});

it('the server announces its metadata limit of 64 KB in the SETTINGS, and serves metadata within it', async () => {
  const raw = await RawConnection.open(server.port);
  const settings = await raw.received(({ type, payload }) => type === FRAME.settings && payload.byteLength > 0);
  const entries = new Map<number, number>();
  const { payload = Buffer.alloc(0) } = settings ?? {};
  for (let at = 0; at < payload.byteLength; at += 6)
    entries.set(payload.readUInt16BE(at), payload.readUInt32BE(at + 2));
  expect(entries.get(6)).toBe(65_535);
  raw.close();
  const large = await turn(client, {}, { 'x-large': 'a'.repeat(60_000) });
  expect([kinds(large).at(-1), trailer(large, 'nexy-error-type')]).toEqual(['end_message', undefined]);
});
