import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, status } from '../../harness/client.js';
import { CODE, callHeaders, dataFrames, RawConnection } from '../../harness/raw-frames.js';
import { encodeRequest, GRPC_HEADERS } from '../../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../../harness/server.js';

const LONG = 'This is one of many sentences of a long story. '.repeat(8);

let server: TestServer;
const sessions: ClientHttp2Session[] = [];

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await server.atRest();
});
afterAll(() => server.stop());

/** Begins a call on a connection of its own, without sending its message. */
function begin(sessionId: string): { session: ClientHttp2Session; stream: ClientHttp2Stream; message: Buffer } {
  const session = connectHttp2(`http://127.0.0.1:${server.port}`);
  sessions.push(session);
  session.on('error', () => {});
  const headers = { ...GRPC_HEADERS, ':path': '/streaming.StreamingService/StreamAudio' };
  const stream = session.request(headers, { endStream: false });
  stream.on('error', () => {});
  return { session, stream, message: encodeRequest({ prompt: LONG, hardwareId: sessionId, sessionId }) };
}
async function health(): Promise<number> {
  const client = connect(server.port);
  const { error } = await call(client, 'HealthCheck', {});
  client.close();
  return error?.code ?? status.OK;
}

describe('a connection that is closed to make room', () => {
  beforeAll(async () => {
    server = await startTestServer({ 'grpc.max_connections': 1, 'grpc.keepalive_seconds': 1 });
  });

  it('finishes its call, even with keepalive pings meanwhile, and then closes', async () => {
    const { session, stream, message } = begin('retired');
    stream.write(message.subarray(0, 10));
    await sleep(100);
    const goaway = once(session, 'goaway');
    expect(await health()).toBe(status.OK);
    expect((await goaway)[0]).toBe(CODE.none);
    stream.end(message.subarray(10));
    let trailers: Record<string, unknown> = {};
    stream.on('trailers', (received) => {
      trailers = received;
    });
    stream.once('data', () => {
      stream.pause();
      setTimeout(() => stream.resume(), 3_500);
    });
    const closed = once(session, 'close');
    await once(stream, 'close');
    expect(trailers).toMatchObject({ 'grpc-status': '0' });
    await closed;
  });
});

describe('streams that wait for ever', () => {
  it('are limited: the connections of a client that opens thousands of watches are closed', async () => {
    const watch = (id: number): Buffer =>
      Buffer.concat([callHeaders(id, '/grpc.health.v1.Health/Watch'), dataFrames(id, Buffer.alloc(5))]);
    const raw = await Promise.all(Array.from({ length: 3 }, () => RawConnection.open(server.port)));
    const few = await RawConnection.open(server.port);
    await few.send(...Array.from({ length: 40 }, (_, index) => watch(2 * index + 1)));
    for (let from = 0; from < 900; from += 100) {
      for (const connection of raw) {
        await connection.send(...Array.from({ length: 100 }, (_, index) => watch(2 * (from + index) + 1)));
      }
      await sleep(20);
    }
    await sleep(300);
    expect(raw.filter(({ socket }) => socket.destroyed)).not.toEqual([]);
    expect(few.socket.destroyed).toBe(false);
    expect(await health()).toBe(status.OK);
    for (const connection of [...raw, few]) connection.close();
  });

  beforeAll(async () => {
    await server?.stop();
    server = await startTestServer();
  });
});
