import type { ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import { setImmediate as nextIteration } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../src/main/grpc/transport/connection.js';
import type { Refusals } from '../../../src/main/grpc/transport/refusals.js';
import { UnfinishedRequests } from '../../../src/main/grpc/transport/unfinished-requests.js';
import type { Config } from '../../../src/shared/config/schema.js';

const MB = 1_000_000;
const LIMITS = { max_unfinished_bytes: 20 * MB, request_timeout_ms: 10_000 } as Config['grpc'];

it.each([
  ['while other uploads are read', 0],
  ['near the memory limit', 20],
])('UnfinishedRequests does not resume a stream that its handler has paused: %s', async (_when, heldMessages) => {
  const connection = { unfinished: new Set(), uploads: 0 } as unknown as Connection;
  const requests = new UnfinishedRequests(() => LIMITS, {} as Refusals);
  const begin = (): Readable => {
    const stream = new Readable({ read() {} });
    requests.begin(connection, stream as unknown as ServerHttp2Stream, undefined, true);
    return stream;
  };
  // Up to 14 MB that belong to an unfinished message.
  const held = begin();
  for (let count = 0; count < heldMessages; count++) held.emit('data', Buffer.alloc(0.7 * MB, 0xff));
  const stream = begin();
  stream.pause();
  stream.emit('data', Buffer.alloc(2 * MB, 0xff));
  requests.finish(held as unknown as ServerHttp2Stream);
  for (let iteration = 0; iteration < 3; iteration++) {
    await nextIteration();
    expect(stream.isPaused()).toBe(true);
  }
});

describe('UnfinishedRequests, for a request that takes too long', () => {
  const limits = { ...LIMITS, request_timeout_ms: 0 };
  const begin = (isEndless: boolean) => {
    const connection = { unfinished: new Set(), uploads: 0 } as unknown as Connection;
    const requests = new UnfinishedRequests(() => limits, { count: () => {} } as unknown as Refusals);
    const input = new Readable({ read() {} });
    const stream = Object.assign(input, { headersSent: true, writableEnded: true, close: vi.fn() });
    requests.begin(connection, stream as unknown as ServerHttp2Stream, undefined, isEndless);
    return { requests, stream };
  };

  it('resumes the paused stream, so that the stream closes', async () => {
    const { requests, stream } = begin(false);
    stream.pause();
    requests.sweep();
    await nextIteration();
    expect(stream.close).toHaveBeenCalled();
    expect(stream.isPaused()).toBe(false);
  });

  it('closes a stream of messages in the middle of a message, but not between two messages', async () => {
    const { requests, stream } = begin(true);
    stream.writableEnded = false;
    stream.headersSent = false;
    requests.sweep();
    stream.emit('data', Buffer.from([0, 0, 0, 0, 3, 1, 2, 3]));
    requests.sweep();
    await nextIteration();
    expect(stream.close).not.toHaveBeenCalled();
    stream.emit('data', Buffer.from([0, 0, 0, 0, 3, 1]));
    requests.sweep();
    await nextIteration();
    expect(stream.close).toHaveBeenCalled();
  });
});
