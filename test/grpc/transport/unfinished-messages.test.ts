import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, connect, kinds, type Reply, type Stub, status, turn } from '../../harness/client.js';
import { peakAddedBytes } from '../../harness/main-thread.js';
import { callHeaders, dataFrames, RawConnection } from '../../harness/raw-frames.js';
import { callRaw, encodeRequest, GRPC_HEADERS } from '../../harness/raw-http2.js';
import { startTestServer, type TestServer } from '../../harness/server.js';

const MAX_UNFINISHED_BYTES = 20_000_000;
/**
 * The limit for added memory, bytes. The garbage collector frees refused messages late; without a bound sixty messages
 * take 234 MB.
 */
const MAX_ADDED_BYTES = 150_000_000;
const PATH = '/streaming.StreamingService/StreamAudio';
const REFLECTION = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
/** A ServerReflectionRequest with a `host` of 10,000 characters. */
const QUESTION = Buffer.concat([Buffer.from([0, 0, 0, 0x27, 0x13, 0x0a, 0x90, 0x4e]), Buffer.alloc(10_000, 'a')]);
/** A message of four megabytes, without its end. */
const HALF = Buffer.alloc(3_900_000);
HALF.writeUInt32BE(4_100_000, 1);
/** An upload as large as a screenshot of a megabyte, which is refused once it has arrived: its prompt is blank. */
const UPLOAD = { prompt: '', screenshot: 'A'.repeat(1_400_000) };

let server: TestServer;
let client: Stub;
let sessions: ClientHttp2Session[] = [];

beforeAll(async () => {
  server = await startTestServer({ 'grpc.max_unfinished_bytes': MAX_UNFINISHED_BYTES });
  client = connect(server.port);
  await turn(client);
});
afterEach(async () => {
  for (const session of sessions) session.destroy();
  sessions = [];
  await server.atRest();
});
afterAll(async () => {
  client.close();
  await server.stop();
});

/** Starts calls on new connections. Each call sends all but the end of its message, as fast as the server reads it. */
function leaveUnfinished(count: number, connections: number): ClientHttp2Stream[] {
  // By default Node's client fails at 10 MB.
  const options = { maxSessionMemory: 1_000 };
  const newSessions = Array.from({ length: connections }, () =>
    connectHttp2(`http://127.0.0.1:${server.port}`, options),
  );
  sessions.push(...newSessions);
  for (const session of newSessions) session.on('error', () => {});
  return Array.from({ length: count }, (_, index) => {
    const stream = newSessions[index % connections]?.request(
      { ...GRPC_HEADERS, ':path': PATH },
      { endStream: false },
    ) as ClientHttp2Stream;
    stream.on('error', () => {});
    stream.resume();
    stream.write(HALF);
    return stream;
  });
}

function open(): ClientHttp2Session {
  const session = connectHttp2(`http://127.0.0.1:${server.port}`, { maxSessionMemory: 1_000 });
  session.on('error', () => {});
  sessions.push(session);
  return session;
}

function begin(session: ClientHttp2Session, path: string): ClientHttp2Stream {
  const stream = session.request({ ...GRPC_HEADERS, ':path': path }, { endStream: false });
  stream.on('error', () => {});
  stream.resume();
  return stream;
}

/** Returns the status of a call, once its stream has closed. */
async function statusWhenClosed(stream: ClientHttp2Stream): Promise<number> {
  let grpcStatus = Number.NaN;
  for (const event of ['response', 'trailers']) {
    stream.on(event, (headers) => {
      if (headers['grpc-status'] !== undefined) grpcStatus = Number(headers['grpc-status']);
    });
  }
  await once(stream, 'close');
  return grpcStatus;
}

const upload = (index = 0): Promise<Reply> => turn(client, { ...UPLOAD, hardware_id: `upload-${index}` });
const hasArrived = (reply: Reply): boolean => reply.status.code === status.INVALID_ARGUMENT;

describe('unfinished messages', () => {
  it.each([
    ['one connection', 1],
    ['thirty connections', 30],
  ])('stay within the memory limit, and other requests are served: %s', async (_situation, connections) => {
    const addedBytes = await peakAddedBytes(async () => {
      leaveUnfinished(60, connections);
      await sleep(500);
      expect((await call(client, 'HealthCheck', {})).error).toBeUndefined();
      expect((await call(client, 'InterruptSession', { hardware_id: 'none' })).error).toBeUndefined();
      expect(kinds(await turn(client, { prompt: 'Hi.' })).at(-1)).toBe('end_message');
      // The unfinished messages before the upload are refused, even while short requests complete.
      const shortRequests = setInterval(() => void call(client, 'HealthCheck', {}), 50);
      expect(hasArrived(await upload())).toBe(true);
      clearInterval(shortRequests);
    });
    expect(addedBytes).toBeLessThan(MAX_ADDED_BYTES);
  });

  it('are refused as overloaded, with retry-after-ms, when they do not complete', async () => {
    const streams = leaveUnfinished(20, 4);
    const seen: unknown[] = [];
    for (const stream of streams) {
      stream.on('response', (headers) =>
        seen.push([headers['grpc-status'], headers['nexy-error-type'], headers['retry-after-ms']]),
      );
    }
    await sleep(3_000);
    expect(seen.length).toBeGreaterThan(5);
    for (const refusal of seen) expect(refusal).toEqual([String(status.RESOURCE_EXHAUSTED), 'overloaded', '1000']);
  });

  it('close their connection when the client ignores flow control', async () => {
    const raw = await RawConnection.open(server.port);
    const addedBytes = await peakAddedBytes(async () => {
      for (let id = 1; id < 40; id += 2) await raw.send(callHeaders(id), dataFrames(id, HALF, false));
      expect(await raw.msToClose(10_000)).toBeLessThan(10_000);
    });
    // The figure includes the test's own frames.
    expect(addedBytes).toBeLessThan(MAX_ADDED_BYTES + 20 * HALF.byteLength);
  });
});

describe('uploads beyond the limit', () => {
  it('wait for each other and all arrive', async () => {
    const replies = await Promise.all(Array.from({ length: 40 }, (_, index) => upload(index)));
    expect(replies.filter((reply) => !hasArrived(reply)).map((reply) => reply.status)).toEqual([]);
  });

  it('all arrive even when they progress alike and complete late', async () => {
    const session = open();
    const prompt = 'A'.repeat(1_400_000);
    const message = encodeRequest({ prompt, hardwareId: 'alike', sessionId: '' });
    const [soonBytes, laterBytes, stepMs] = [1_000_000, 50_000, 100];
    const statuses = Array.from({ length: 24 }, async () => {
      const stream = begin(session, PATH);
      const ended = statusWhenClosed(stream);
      stream.write(message.subarray(0, soonBytes));
      for (let sent = soonBytes; sent < message.byteLength; sent += laterBytes) {
        await sleep(stepMs);
        stream.write(message.subarray(sent, sent + laterBytes));
      }
      stream.end();
      return await ended;
    });
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([status.INVALID_ARGUMENT]));
  });

  it.each([
    ['a stream of messages', REFLECTION, []],
    ['a stream that has sent a long message', REFLECTION, [QUESTION]],
    ['a request without its message', PATH, []],
  ])('all arrive while an older stream is idle: %s', async (_situation, path, sent) => {
    const idle = begin(open(), path);
    for (const message of sent) idle.write(message);
    await sleep(100);
    const replies = await Promise.all(Array.from({ length: 40 }, (_, index) => upload(index)));
    expect(replies.filter((reply) => !hasArrived(reply)).map((reply) => reply.status)).toEqual([]);
  });

  it('arrive behind unfinished messages of streams, even while short requests complete', async () => {
    const holders = open();
    for (let count = 0; count < 6; count++) begin(holders, REFLECTION).write(HALF.subarray(0, 2_600_000));
    const session = open();
    const short = encodeRequest({ prompt: 'A'.repeat(5_000), hardwareId: 'short', sessionId: '' });
    const asking = setInterval(() => begin(session, PATH).end(short), 100);
    await sleep(300);
    expect(hasArrived(await upload())).toBe(true);
    clearInterval(asking);
  });

  it('are not counted any more once they have arrived', async () => {
    for (let round = 0; round < 30; round++) expect(hasArrived(await upload(round))).toBe(true);
  });

  it.each([
    ['cancelled', (stream: ClientHttp2Stream) => stream.close(8)],
    ['ended in the middle', (stream: ClientHttp2Stream) => void stream.end()],
  ])('are not counted any more once they are %s', async (_situation, leave) => {
    for (let round = 0; round < 8; round++) {
      const streams = leaveUnfinished(4, 1);
      await sleep(50);
      for (const stream of streams) leave(stream);
    }
    const startedMs = performance.now();
    expect(hasArrived(await upload())).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});

describe('uploads within the limit', () => {
  it('are all served, even when many come at once', async () => {
    const mine = Array.from({ length: 20 }, open);
    await sleep(300);
    const message = encodeRequest({ prompt: 'A'.repeat(90_000), hardwareId: 'many', sessionId: '' });
    for (let round = 0; round < 3; round++) {
      const statuses = Array.from({ length: 150 }, async (_, index) => {
        const stream = begin(mine[index % mine.length] as ClientHttp2Session, PATH);
        const ended = statusWhenClosed(stream);
        stream.write(message.subarray(0, -100));
        await sleep(150);
        stream.end(message.subarray(-100));
        return await ended;
      });
      expect(new Set(await Promise.all(statuses))).toEqual(new Set([status.INVALID_ARGUMENT]));
    }
  });
});

it.each([
  ['a stream of messages', REFLECTION],
  ['a single message', PATH],
])('a request that was answered already is closed when its client keeps sending: %s', async (_situation, path) => {
  const stream = begin(open(), path);
  const ended = statusWhenClosed(stream);
  // The announced size is larger than a message may be.
  stream.write(Buffer.from([0, 0x7f, 0xff, 0xff, 0xff]));
  const sending = setInterval(() => stream.writable && stream.write(Buffer.alloc(50_000)), 10);
  expect(await ended).toBe(status.RESOURCE_EXHAUSTED);
  clearInterval(sending);
});

it('compressed messages are unpacked a few at a time, within the memory limit', async () => {
  const packed = gzipSync(Buffer.alloc(4_000_000));
  const head = Buffer.from([1, 0, 0, 0, 0]);
  head.writeUInt32BE(packed.byteLength, 1);
  const headers = { ...GRPC_HEADERS, ':path': PATH, 'grpc-encoding': 'gzip' };
  const addedBytes = await peakAddedBytes(async () => {
    const mine = Array.from({ length: 4 }, () => connectHttp2(`http://127.0.0.1:${server.port}`));
    sessions.push(...mine);
    const ended = Array.from({ length: 200 }, async (_, index) => {
      const stream = mine[index % mine.length]?.request(headers, { endStream: false }) as ClientHttp2Stream;
      stream.on('error', () => {});
      stream.resume();
      stream.end(Buffer.concat([head, packed]));
      await once(stream, 'close');
    });
    await Promise.all(ended);
    expect((await turn(client)).status.code).toBe(status.OK);
  });
  // All of the messages together unpack to 800 MB.
  expect(addedBytes).toBeLessThan(MAX_ADDED_BYTES);
});

it('a compressed message is counted until it has been unpacked, and is served', async () => {
  const plain = encodeRequest({ prompt: 'Hello there.', hardwareId: 'packed', sessionId: 'packed' }).subarray(5);
  const packed = gzipSync(plain);
  const head = Buffer.from([1, 0, 0, 0, packed.byteLength]);
  const reply = await callRaw(server.port, 'StreamAudio', Buffer.concat([head, packed]), { 'grpc-encoding': 'gzip' });
  expect(reply.grpcStatus).toBe(status.OK);
});
