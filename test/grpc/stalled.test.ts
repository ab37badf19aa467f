import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collect, connect, request, type Stub, status, turn } from '../harness/client.js';
import { encodeRequest, GRPC_HEADERS } from '../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../harness/server.js';

const LONG = 'This is one of many sentences of a long story. '.repeat(40);
const LISTENER = fileURLToPath(new URL('../harness/listener-process.mjs', import.meta.url));

let server: TestServer;
let client: Stub;

beforeAll(async () => {
  server = await startTestServer({ 'grpc.write_stall_timeout_seconds': 1 });
});
beforeEach(() => {
  server.lines.length = 0;
  client = connect(server.port);
});
afterEach(async () => {
  await server.atRest();
  client.close();
});
afterAll(() => server.stop());

/** Waits until the streams have been cut off; fails when that takes much longer than the stall timeout. */
async function cutOff(streams: number): Promise<void> {
  while (server.gauges().streams < streams) await sleep(5);
  await server.atRest();
  const stalls = server.lines.filter(({ ctx }) => ctx.stalled === true);
  expect(stalls).toHaveLength(streams);
  // Each stream has one final line, and the line gives the reason.
  const aborts = server.lines.filter(({ decision }) => decision === 'abort');
  expect(aborts).toEqual(stalls);
  for (const { ctx } of aborts) expect(ctx.error_type).toBe('timeout');
}

describe('a client that reads nothing', () => {
  it('because its reader is paused is cut off, and everything it held is released', async () => {
    const stalled = Array.from({ length: 20 }, (_, index) => {
      const stream = client.StreamAudio(request({ prompt: LONG, hardware_id: `paused-${index}` }));
      stream.once('data', () => stream.pause());
      return { stream, ended: collect(stream) };
    });
    await cutOff(20);
    for (const { stream, ended } of stalled) {
      stream.resume();
      expect((await ended).status.code).not.toBe(status.OK);
    }
  });

  it('because its window is closed is cut off', async () => {
    const session = connectHttp2(`http://127.0.0.1:${server.port}`, { settings: { initialWindowSize: 0 } });
    const stream = session.request({ ...GRPC_HEADERS, ':path': '/streaming.StreamingService/StreamAudio' });
    stream.on('error', () => {});
    stream.end(encodeRequest({ prompt: LONG, hardwareId: 'closed-window', sessionId: 'closed-window' }));
    await cutOff(1);
    session.destroy();
  });

  it('because its process is stopped is cut off, and its connection closed', async () => {
    const listener = fork(LISTENER, [String(server.port), LONG], { silent: true });
    await once(listener, 'message');
    listener.kill('SIGSTOP');
    await cutOff(1);
    listener.kill('SIGKILL');
  });

  it('does not affect other turns on the same connection', async () => {
    const stream = client.StreamAudio(request({ prompt: LONG, hardware_id: 'paused' }));
    const ended = collect(stream);
    stream.once('data', () => stream.pause());
    for (let i = 0; i < 10; i++) {
      expect((await turn(client, { hardware_id: 'healthy' })).status.code).toBe(status.OK);
      await sleep(150);
    }
    await server.atRest();
    expect((await turn(client, { hardware_id: 'healthy' })).status.code).toBe(status.OK);
    stream.resume();
    await ended;
  });

  it('holds no more memory than its look-ahead until the stall timeout', async () => {
    const stream = client.StreamAudio(request({ prompt: LONG }));
    const ended = collect(stream);
    stream.once('data', () => stream.pause());
    await sleep(700);
    // One sentence that is being sent and two that are prefetched, of about 3 s each.
    expect(server.gauges().arenaBlocks).toBeLessThan(4 * 80);
    expect(server.gauges().arenaBlocks).toBeGreaterThan(0);
    await server.atRest();
    stream.resume();
    await ended;
  });
});

describe('a slow client', () => {
  it('that keeps reading a little is never cut off', async () => {
    const stream = client.StreamAudio(request({ prompt: 'One sentence, and then another one. And a third.' }));
    let messages = 0;
    const ended = collect(stream, () => {
      messages++;
      stream.pause();
      setTimeout(() => stream.resume(), 40);
    });
    expect((await ended).status.code).toBe(status.OK);
    expect(messages).toBeGreaterThan(40);
  });
});
