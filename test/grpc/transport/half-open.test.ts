import { once } from 'node:events';
import { createConnection } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Config } from '../../../src/shared/config/schema.js';
import { callHeaders, OPENING, RawConnection, reset } from '../../harness/raw-frames.js';
import { startTestServer, type TestServer, testConfig } from '../../harness/server.js';
import { until } from '../../pool/pools.js';

const RESETS = Array.from({ length: 10 }, (_, index) => [callHeaders(2 * index + 1), reset(2 * index + 1)]).flat();

let server: TestServer;
/** The live config keys; each test sets its own values. */
let limits: Partial<Config['grpc']> = {};

beforeAll(async () => {
  const config = testConfig();
  server = await startTestServer({}, { current: () => ({ ...config, grpc: { ...config.grpc, ...limits } }) });
});
afterAll(() => server.stop());

describe('a connection that the server closes', () => {
  it.each<[why: string, limits: Partial<Config['grpc']>, sent: readonly Buffer[], others: number]>([
    ['to make room for another one', { max_connections: 1 }, [OPENING], 1],
    ['because of too many resets', { max_resets_per_second: 1 }, [OPENING, ...RESETS], 0],
    ['because it sends nothing', { handshake_timeout_ms: 100 }, [], 0],
    ['because it breaks HTTP/2', {}, [OPENING, Buffer.from([0, 0, 7, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7])], 0],
  ])('%s releases its socket, even when the client keeps its own end open', async (_situation, live, sent, others) => {
    limits = live;
    const socket = createConnection({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
    let isClosed = false;
    socket.on('error', () => {});
    socket.on('close', () => {
      isClosed = true;
    });
    socket.resume();
    const ended = once(socket, 'end');
    await once(socket, 'connect');
    socket.write(Buffer.concat(sent));
    await sleep(100);
    const opened = await Promise.all(Array.from({ length: others }, () => RawConnection.open(server.port)));
    await ended;
    // When the socket of the server is gone, its kernel answers with a reset.
    await until(() => isClosed || (socket.write(Buffer.alloc(1)) && false), 'the socket is gone');
    for (const other of opened) other.close();
  });
});
