import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, kinds, type Stub, turn } from '../../harness/client.js';
import { healthClient } from '../../harness/health.js';
import { peakAddedBytes } from '../../harness/main-thread.js';
import {
  CODE,
  callHeaders,
  dataFrames,
  FRAME,
  OPENING,
  RawConnection,
  rawFrame,
  reset,
} from '../../harness/raw-frames.js';
import { encodeRequest } from '../../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../../harness/server.js';

const MAX_ADDED_BYTES = 150_000_000;

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startTestServer({ 'grpc.max_connections': 200 });
  client = connect(server.port);
  // The first calls compile the code that is measured later.
  await turn(client);
  await call(client, 'HealthCheck', {});
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

/** Checks health checks, interrupts and turns, for a client that was connected before and for a new client. */
async function expectServes(): Promise<void> {
  for (const stub of [client, connect(server.port)]) {
    expect((await call(stub, 'HealthCheck', {})).error).toBeUndefined();
    expect((await call(stub, 'InterruptSession', { hardware_id: 'none' })).error).toBeUndefined();
    expect(kinds(await turn(stub, { prompt: 'Hi.' })).at(-1)).toBe('end_message');
    if (stub !== client) stub.close();
  }
  const health = healthClient(server.port);
  const answer = await new Promise((resolve) =>
    health.check({ service: '' }, (_error, reply) => resolve(reply?.status)),
  );
  expect(answer).toBe('SERVING');
  health.close();
}

const many = (count: number, bytesOf: (streamId: number) => Buffer): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => bytesOf(2 * index + 1)));
const openAll = (count: number): Promise<RawConnection[]> =>
  Promise.all(Array.from({ length: count }, () => RawConnection.open(server.port)));

describe('a flood', () => {
  it.each<[string, number, (streamId: number) => Buffer, number]>([
    ['20,000 calls without a message on one connection', 1, (id) => callHeaders(id), 20_000],
    ['20,000 calls without a message on a hundred connections', 100, (id) => callHeaders(id), 200],
    ['20,000 calls of a method that does not exist', 4, (id) => callHeaders(id, 'NoSuchMethod'), 5_000],
    [
      '20,000 calls of grpc-web',
      4,
      (id) => callHeaders(id, 'StreamAudio', { 'content-type': 'application/grpc-web' }),
      5_000,
    ],
    ['5,000 calls reset at once', 1, (id) => Buffer.concat([callHeaders(id), reset(id)]), 5_000],
    ['10,000 calls reset at once on fifty connections', 50, (id) => Buffer.concat([callHeaders(id), reset(id)]), 200],
    [
      '5,000 whole calls reset at once',
      1,
      (id) => Buffer.concat([callHeaders(id, 'HealthCheck'), dataFrames(id, Buffer.alloc(5)), reset(id)]),
      5_000,
    ],
    [
      '20,000 unfinished messages',
      4,
      (id) => Buffer.concat([callHeaders(id), dataFrames(id, Buffer.alloc(3), false)]),
      5_000,
    ],
  ])('of %s does not disturb the server', async (_situation, connections, bytesOf, each) => {
    const raw = await openAll(connections);
    const flood = many(each, bytesOf);
    const addedBytes = await peakAddedBytes(async () => {
      await Promise.all(raw.map((connection) => connection.send(flood)));
      await expectServes();
    });
    expect(addedBytes).toBeLessThan(MAX_ADDED_BYTES);
    for (const connection of raw) connection.close();
  });

  it.each<[string, () => Buffer]>([
    ['pings', () => rawFrame(FRAME.ping, 0, 0, Buffer.alloc(8))],
    ['settings', () => rawFrame(FRAME.settings, 0, 0)],
    ['priorities', () => rawFrame(FRAME.priority, 0, 1, Buffer.alloc(5))],
    ['frames of an unknown type', () => rawFrame(0x77, 0, 0, Buffer.alloc(8))],
    ['window updates', () => rawFrame(FRAME.windowUpdate, 0, 0, Buffer.from([0, 0, 0, 1]))],
  ])('of 50,000 %s does not disturb the server', async (_situation, frame) => {
    const raw = await RawConnection.open(server.port);
    const flood = Buffer.concat(Array.from({ length: 50_000 }, frame));
    await raw.send(flood);
    await expectServes();
    raw.close();
  });

  it.each([
    ['send nothing', Buffer.alloc(0)],
    ['open HTTP/2 and send no request', OPENING],
    ['send a request without its message', Buffer.concat([OPENING, callHeaders(1)])],
  ])('of 400 connections that %s, at a limit of 200, does not disturb the server', async (_situation, first) => {
    const silent: RawConnection[] = [];
    for (let round = 0; round < 4; round++) {
      silent.push(...(await Promise.all(Array.from({ length: 100 }, () => RawConnection.open(server.port, first)))));
    }
    await expectServes();
    for (const connection of silent) connection.close();
  });

  it('of 300 connections that are reset at once does not disturb the server', async () => {
    const sockets = Array.from({ length: 300 }, () => createConnection(server.port, '127.0.0.1'));
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.on('connect', () => {
        socket.write(OPENING);
        socket.resetAndDestroy();
      });
    }
    await Promise.all(sockets.map((socket) => once(socket, 'close')));
    await expectServes();
  });

  it('of 150 clients at once is served completely', async () => {
    const clients = Array.from({ length: 150 }, () => connect(server.port));
    const replies = await Promise.all(
      clients.map((stub, index) => turn(stub, { prompt: 'Hi.', hardware_id: `d${index}` })),
    );
    expect(replies.filter((reply) => kinds(reply).at(-1) !== 'end_message')).toEqual([]);
    for (const stub of clients) stub.close();
  });

  it('of tiny pieces of a message ends its connection with ENHANCE_YOUR_CALM', async () => {
    const raw = await RawConnection.open(server.port);
    const message = encodeRequest({ prompt: 'a'.repeat(20_000), hardwareId: 'tiny', sessionId: 'tiny' });
    const pieces = dataFrames(1, message, true, 1);
    await raw.send(callHeaders(1), pieces);
    expect(await raw.msToClose()).toBeLessThan(10_000);
    expect(await raw.goawayCode()).toBe(CODE.enhanceYourCalm);
  });
});

describe('a request in many pieces', () => {
  it.each([1, 2, 7, 100])('of %d bytes is served', async (bytes) => {
    const raw = await RawConnection.open(server.port);
    const sessionId = `pieces-${bytes}`;
    const message = encodeRequest({ prompt: 'Hello there.', hardwareId: sessionId, sessionId });
    await raw.send(callHeaders(1), dataFrames(1, message, true, bytes));
    expect(await raw.received(({ type }) => type === FRAME.data)).toBeDefined();
    raw.close();
  });

  it('of one byte, sent one by one, is served', async () => {
    const raw = await RawConnection.open(server.port);
    const message = encodeRequest({ prompt: 'Hi.', hardwareId: 'slow', sessionId: 'slow' });
    await raw.send(callHeaders(1));
    for (let at = 0; at < message.byteLength; at++) {
      await raw.send(dataFrames(1, message.subarray(at, at + 1), at === message.byteLength - 1));
      await sleep(2);
    }
    expect(await raw.received(({ type }) => type === FRAME.data)).toBeDefined();
    raw.close();
  });
});

it('reflection answers are not buffered for a client that never reads', async () => {
  const raw = await RawConnection.open(server.port);
  raw.socket.pause();
  // ServerReflectionRequest.file_containing_symbol = "streaming.StreamingService"
  const symbol = Buffer.from('streaming.StreamingService');
  const question = Buffer.concat([Buffer.from([0, 0, 0, 0, symbol.byteLength + 2, 0x22, symbol.byteLength]), symbol]);
  const questions = Buffer.concat(Array.from({ length: 400 }, () => question));
  const addedBytes = await peakAddedBytes(async () => {
    for (let id = 1; id < 200; id += 2) {
      await raw.send(
        callHeaders(id, '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'),
        dataFrames(id, questions, false),
      );
    }
    await sleep(300);
    expect((await call(client, 'HealthCheck', {})).error).toBeUndefined();
  });
  // Without a limit there would be 40,000 answers of 4 KB.
  expect(addedBytes).toBeLessThan(80_000_000);
  raw.close();
});
