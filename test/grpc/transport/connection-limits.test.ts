import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/shared/config/schema.js';
import { call, connect, status, turn } from '../../harness/client.js';
import {
  CODE,
  callHeaders,
  dataFrames,
  FLAG,
  FRAME,
  OPENING,
  RawConnection,
  rawFrame,
  reset,
} from '../../harness/raw-frames.js';
import { callRaw, encodeRequest } from '../../harness/raw-http2.js';
import { startTestServer, type TestServer, testConfig } from '../../harness/server.js';
import { until } from '../../pool/pools.js';

const MAX_CONNECTIONS = 5;
const TURNS = 12;
const RESET_CODES = { CANCEL: CODE.cancel, NO_ERROR: CODE.none, REFUSED_STREAM: CODE.refusedStream };
const LONG = 'This is one of many sentences of a long story. '.repeat(40);

let server: TestServer;
/** The live config keys; each test sets its own values. */
let limits: Partial<Config['grpc']> = {};
let open: RawConnection[] = [];

beforeAll(async () => {
  const config = testConfig({ 'grpc.host': '0.0.0.0', 'grpc.max_streams_per_connection': 100 });
  const current = (): Config => ({ ...config, grpc: { ...config.grpc, ...limits } });
  server = await startTestServer({ 'grpc.host': '0.0.0.0', 'grpc.max_streams_per_connection': 100 }, { current });
});
beforeEach(() => {
  server.lines.length = 0;
});
afterEach(async () => {
  for (const connection of open) connection.close();
  await Promise.all(open.map(({ closed }) => closed));
  open = [];
  limits = {};
  await server.atRest();
  // By then the server has noticed that the connections are closed.
  await sleep(20);
});
afterAll(() => server.stop());

/** Opens a connection, and waits until the server has accepted or refused it. */
async function openOne(first: Uint8Array = OPENING): Promise<RawConnection> {
  const connection = await RawConnection.open(server.port, first);
  open.push(connection);
  await connection.received(({ type }) => type === FRAME.settings || type === FRAME.goaway);
  return connection;
}
const health = async (): Promise<number | undefined> => {
  const client = connect(server.port);
  const { error } = await call(client, 'HealthCheck', {});
  client.close();
  return error?.code ?? status.OK;
};
const refusals = (reason: string): number => {
  const lines = server.lines.filter(({ method, ctx }) => method === 'transport' && ctx.reason === reason);
  return lines.reduce((sum, { ctx }) => sum + Number(ctx.count), 0);
};
/** Waits until a refusal for this reason is logged; refusals are logged once a second. */
const untilLogged = (reason: string): Promise<void> => until(() => refusals(reason) > 0, `a line says ${reason}`);

describe('grpc.max_connections', () => {
  it('closes the connection that has been idle longest, with NO_ERROR, to make room for a new one', async () => {
    limits = { max_connections: MAX_CONNECTIONS };
    for (let i = 0; i < MAX_CONNECTIONS; i++) await openOne();
    expect(await health()).toBe(status.OK);
    expect(await open[0]?.goawayCode()).toBe(CODE.none);
    expect(await open[0]?.msToClose()).toBeLessThan(10_000);
    expect(open.slice(1).map(({ socket }) => socket.destroyed)).toEqual([false, false, false, false]);
  });

  it('counts a connection as idle while its client does not read the reply of a health check', async () => {
    limits = { max_connections: MAX_CONNECTIONS };
    // SETTINGS_INITIAL_WINDOW_SIZE = 0: no reply can be sent.
    const closedWindow = Buffer.concat([OPENING, rawFrame(FRAME.settings, 0, 0, Buffer.from([0, 4, 0, 0, 0, 0]))]);
    for (let i = 0; i < MAX_CONNECTIONS; i++) {
      await openOne(Buffer.concat([closedWindow, callHeaders(1, 'HealthCheck'), dataFrames(1, Buffer.alloc(5))]));
    }
    await sleep(200);
    expect(await health()).toBe(status.OK);
    expect(await open[0]?.goawayCode()).toBe(CODE.none);
  });

  it('closes connections that have had no call before a connection that has had a call', async () => {
    limits = { max_connections: MAX_CONNECTIONS };
    const served = await openOne();
    await served.send(callHeaders(1), dataFrames(1, encodeRequest({ prompt: 'Hi.', hardwareId: 'h', sessionId: 'h' })));
    await served.received(({ type, flags }) => type === FRAME.headers && (flags & FLAG.endStream) !== 0);
    await until(() => server.gauges().streams === 0, 'the turn has ended');
    for (let i = 0; i < 4 * MAX_CONNECTIONS; i++) await openOne();
    expect(served.frames.some(({ type }) => type === FRAME.goaway)).toBe(false);
    expect(await open[1]?.goawayCode()).toBe(CODE.none);
  });

  it('lets a begun request finish on a connection that is to be closed', async () => {
    limits = { max_connections: 1 };
    const request = encodeRequest({ prompt: LONG, hardwareId: 'last', sessionId: 'last' });
    const uploading = await openOne();
    await uploading.send(callHeaders(1), dataFrames(1, request.subarray(0, 9), false));
    expect(await health()).toBe(status.OK);
    expect(await uploading.goawayCode()).toBe(CODE.none);
    await sleep(1_500);
    await uploading.send(dataFrames(1, request.subarray(9)));
    expect(await uploading.received(({ type }) => type === FRAME.data)).toBeDefined();
    // The client reads no more than its window: the turn runs until the client disconnects.
    await sleep(1_500);
    expect(uploading.socket.destroyed).toBe(false);
    expect(server.gauges().sessions).toBe(1);
  });

  it('refuses a new connection with ENHANCE_YOUR_CALM while all connections have running calls', async () => {
    limits = { max_connections: MAX_CONNECTIONS };
    for (let i = 0; i < MAX_CONNECTIONS; i++) {
      const busy = await openOne();
      // The client reads no more than its window: the turn waits for the client.
      const request = encodeRequest({ prompt: LONG, hardwareId: `busy-${i}`, sessionId: `busy-${i}` });
      await busy.send(callHeaders(1), dataFrames(1, request));
    }
    await until(() => server.gauges().sessions === MAX_CONNECTIONS, 'all turns run');
    const late = await openOne();
    expect(await late.goawayCode()).toBe(CODE.enhanceYourCalm);
    expect(await late.msToClose()).toBeLessThan(10_000);
    open[2]?.close();
    await sleep(100);
    expect(await health()).toBe(status.OK);
    await untilLogged('connections');
  });

  it('does not count closed connections', async () => {
    limits = { max_connections: MAX_CONNECTIONS };
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < MAX_CONNECTIONS; i++) await openOne(Buffer.concat([OPENING, callHeaders(1)]));
      for (const connection of open.splice(0)) connection.close();
      await sleep(50);
    }
    expect(await health()).toBe(status.OK);
  });
});

describe('grpc.max_connections_per_address', () => {
  it('refuses further connections of one address, and accepts connections of another address', async () => {
    limits = { max_connections_per_address: 2 };
    await openOne();
    await openOne();
    const third = await openOne();
    expect(await third.goawayCode()).toBe(CODE.enhanceYourCalm);
    // The loopback network has many addresses.
    const other = await RawConnection.open(server.port, OPENING, '127.0.0.2');
    open.push(other);
    expect(await other.received(({ type }) => type === FRAME.settings)).toBeDefined();
    await untilLogged('connections_per_address');
    open.shift()?.close();
    await sleep(100);
    expect(await health()).toBe(status.OK);
  });

  it('does not count connections that were closed to make room', async () => {
    limits = { max_connections: 2 };
    for (let i = 0; i < 6; i++) await openOne();
    limits = { max_connections: 2, max_connections_per_address: 3 };
    expect(await health()).toBe(status.OK);
  });

  it('is off by default, as all clients of a proxy have its address', async () => {
    for (let i = 0; i < 200; i++) await openOne();
    expect(open.filter(({ socket }) => socket.destroyed)).toEqual([]);
    expect(await health()).toBe(status.OK);
  });
});

describe('grpc.handshake_timeout_ms', () => {
  it.each<[string, Buffer]>([
    ['sends nothing', Buffer.alloc(0)],
    ['sends half a preface', OPENING.subarray(0, 12)],
    ['sends the preface and no settings', OPENING.subarray(0, 24)],
    ['sends half its settings', OPENING.subarray(0, 30)],
  ])('closes a connection that %s', async (_situation, first) => {
    limits = { handshake_timeout_ms: 300 };
    const silent = await RawConnection.open(server.port, first);
    expect(await silent.msToClose()).toBeLessThan(4_500);
  });

  it('keeps a connection open after its handshake, even without a call', async () => {
    limits = { handshake_timeout_ms: 100 };
    const idle = await openOne();
    await sleep(600);
    expect(idle.socket.destroyed).toBe(false);
    const request = encodeRequest({ prompt: 'Hi.', hardwareId: 'idle', sessionId: 'idle' });
    await idle.send(callHeaders(1), dataFrames(1, request));
    expect(await idle.received(({ type }) => type === FRAME.data)).toBeDefined();
  });
});

describe('grpc.max_streams_per_connection', () => {
  it('makes clients wait, and closes the connection of a client that does not wait', async () => {
    const client = connect(server.port);
    const turns = await Promise.all(Array.from({ length: 120 }, () => turn(client, { prompt: 'Hi.' })));
    expect(turns.map((reply) => reply.status.code)).toEqual(turns.map(() => status.OK));
    client.close();

    const greedy = await openOne();
    await greedy.send(...Array.from({ length: 3_000 }, (_, index) => callHeaders(2 * index + 1)));
    expect(
      await greedy.received(
        ({ type, payload }) => type === FRAME.reset && payload.readUInt32BE(0) === CODE.refusedStream,
      ),
    ).toBeDefined();
    expect(await greedy.msToClose()).toBeLessThan(10_000);
  });
});

describe('grpc.max_resets_per_second', () => {
  it('does not count streams that the server itself resets', async () => {
    limits = { max_resets_per_second: 2, interrupt_flush_ms: 10 };
    const client = await openOne();
    const received = (frameType: number): number => client.frames.filter(({ type }) => type === frameType).length;
    for (let index = 0; index < TURNS; index++) {
      // The client reads no more than the window of each stream.
      const turnRequest = encodeRequest({ prompt: LONG, hardwareId: 'interrupted', sessionId: `s${index}` });
      await client.send(callHeaders(2 * index + 1), dataFrames(2 * index + 1, turnRequest));
    }
    await until(() => server.gauges().sessions === TURNS, 'all turns run');
    const receivedBytes = (): number =>
      client.frames.reduce((sum, { type, payload }) => sum + (type === FRAME.data ? payload.length : 0), 0);
    // While there is room in the window of the connection, a stream may end by itself at the interrupt, and is not reset.
    await until(() => receivedBytes() >= 65_535, 'the window is full');
    await sleep(200);
    const other = connect(server.port);
    await call(other, 'InterruptSession', { hardware_id: 'interrupted' });
    other.close();
    await until(() => received(FRAME.reset) === TURNS, 'all are reset');
    // For each stream a ping tells when its last bytes have arrived. By default Node allows fewer unanswered pings.
    await until(() => received(FRAME.ping) === TURNS, 'all are asked after');
    expect(await client.goawayCode(300)).toBeUndefined();
    expect(refusals('resets')).toBe(0);
  });

  it.each(Object.entries(RESET_CODES))(
    'allows this number of cancels, and closes the connection above it: %s',
    async (_name, code) => {
      limits = { max_resets_per_second: 20 };
      const client = await openOne();
      const cancel = (index: number): Buffer => Buffer.concat([callHeaders(2 * index + 1), reset(2 * index + 1, code)]);
      await client.send(...Array.from({ length: 20 }, (_, index) => cancel(index)));
      await sleep(300);
      expect(client.socket.destroyed).toBe(false);
      await sleep(1_000);
      await client.send(...Array.from({ length: 41 }, (_, index) => cancel(20 + index)));
      expect(await client.goawayCode()).toBe(CODE.enhanceYourCalm);
      expect(await client.msToClose()).toBeLessThan(10_000);
      await untilLogged('resets');
    },
  );
});

describe('grpc.request_timeout_ms', () => {
  it.each<[string, Buffer | undefined]>([
    ['no message', undefined],
    ['half a message', encodeRequest({ prompt: 'Hi.', hardwareId: 'half', sessionId: 'half' }).subarray(0, 12)],
    ['a message and no end', encodeRequest({ prompt: 'Hi.', hardwareId: 'open', sessionId: 'open' })],
  ])('ends a call with %s after the timeout', async (_situation, message) => {
    limits = { request_timeout_ms: 300 };
    const startedMs = performance.now();
    const connection = await openOne();
    await connection.send(callHeaders(1), ...(message ? [dataFrames(1, message, false)] : []));
    expect(await connection.received(({ type, streamId }) => type === FRAME.headers && streamId === 1)).toBeDefined();
    expect(await connection.received(({ type, streamId }) => type === FRAME.reset && streamId === 1)).toBeDefined();
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  it('answers with DEADLINE_EXCEEDED and the type timeout', async () => {
    limits = { request_timeout_ms: 200 };
    const reply = await callRaw(server.port, 'StreamAudio', undefined);
    expect([reply.grpcStatus, reply.errorType]).toEqual([status.DEADLINE_EXCEEDED, 'timeout']);
    await untilLogged('request_timeout');
  });

  it('does not end a call after its message has arrived, nor a reflection stream', async () => {
    limits = { request_timeout_ms: 200 };
    const connection = await openOne();
    await connection.send(
      callHeaders(1, '/grpc.health.v1.Health/Watch'),
      dataFrames(1, Buffer.alloc(5)),
      callHeaders(3, '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'),
    );
    await sleep(600);
    expect(connection.frames.filter(({ type }) => type === FRAME.reset)).toEqual([]);
  });
});
