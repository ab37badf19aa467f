import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connect, status, turn } from '../../harness/client.js';
import { collectGarbage } from '../../harness/collect-garbage.js';
import { FLAG, FRAME, headerBlock, RawConnection, rawFrame, reset } from '../../harness/raw-frames.js';
import { startWithScenario } from '../../harness/scenario.js';
import type { TestServer } from '../../harness/server.js';

/**
 * The number of connections. Their calls together exceed the limit for a burst, so that the server closes the last
 * connections.
 */
const CONNECTIONS = 15;
const CALLS = 90;
const ROUNDS = 10;

let server: TestServer;
let collector: Collector;

beforeAll(async () => {
  server = await startWithScenario({ answers: [{ tokens: ['Hi.'] }] });
  collector = await startCollector();
});
afterAll(async () => {
  collector.close();
  await server.stop();
});

it('a connection that is closed in the middle of a header block is freed safely, even when garbage is collected at once', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => RawConnection.open(server.port)));
    for (const raw of connections) await raw.received(({ type }) => type === FRAME.settings);
    for (const raw of connections) void raw.send(burstAndHalfHeaders());
    // The server reads all of it in one iteration of the event loop, and garbage is collected before the next
    // iteration.
    collector.collectNext();
    await Promise.race([sleep(1_000), ...connections.map(({ closed }) => closed)]);
    for (const raw of connections) raw.close();
  }
  expect(collector.collections).toBeGreaterThan(0);
  const client = connect(server.port);
  expect((await turn(client)).status.code).toBe(status.OK);
  client.close();
  await server.atRest();
  // Refusals are logged once a second.
  await vi.waitFor(() => expect(server.lines.map(({ ctx }) => ctx.reason)).toContain('burst'), { timeout: 20_000 });
});

/** Returns calls that are reset at once, and after them a call with an unfinished header block. */
function burstAndHalfHeaders(): Buffer {
  const block = headerBlock({ ':method': 'POST', ':scheme': 'http', ':authority': 'a', ':path': '/' });
  const calls = Array.from({ length: CALLS }, (_, index) => {
    const streamId = 2 * index + 1;
    return [rawFrame(FRAME.headers, FLAG.endHeaders, streamId, block), reset(streamId)];
  });
  const half = headerBlock({ ':method': 'POST', ':scheme': 'http', 'x-long': 'a'.repeat(1_000) });
  return Buffer.concat([...calls.flat(), rawFrame(FRAME.headers, 0, 2 * CALLS + 1, half)]);
}

interface Collector {
  readonly collections: number;
  /** Collects garbage after the sockets that are readable now have been read. */
  collectNext(): void;
  close(): void;
}

/** Starts a collector, which collects garbage each time a byte arrives on its own connection. */
async function startCollector(): Promise<Collector> {
  let collections = 0;
  const listener = createServer((socket: Socket) => {
    socket.on('data', () => {
      collectGarbage();
      collections++;
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const socket = createConnection((listener.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  await sleep(50);
  return {
    get collections() {
      return collections;
    },
    collectNext: () => void socket.write('x'),
    close() {
      socket.destroy();
      listener.close();
    },
  };
}
