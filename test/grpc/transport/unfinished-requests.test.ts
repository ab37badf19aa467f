import type { ServerHttp2Stream } from 'node:http2';
import { Readable } from 'node:stream';
import { setImmediate as nextTick } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { Connection } from '../../../src/main/grpc/transport/connection.js';
import type { Refusals } from '../../../src/main/grpc/transport/refusals.js';
import { UnfinishedRequests } from '../../../src/main/grpc/transport/unfinished-requests.js';
import type { Config } from '../../../src/shared/config/schema.js';

const MB = 1_000_000;
const LIMITS = { max_unfinished_bytes: 20 * MB, request_timeout_ms: 10_000 } as Config['grpc'];

it.each([
  ['while other uploads are read', 0],
  ['near the memory limit', 20],
])('a stream whose handler has paused it is not resumed by others: %s', async (_when, heldMessages) => {
  const connection = { unfinished: new Set(), uploads: 0 } as unknown as Connection;
  const requests = new UnfinishedRequests(() => LIMITS, {} as Refusals);
  const begin = (): Readable => {
    const stream = new Readable({ read() {} });
    requests.begin(connection, stream as unknown as ServerHttp2Stream, undefined, true);
    return stream;
  };
  // 14 MB that belong to a message which is not whole.
  const held = begin();
  for (let count = 0; count < heldMessages; count++) held.emit('data', Buffer.alloc(0.7 * MB, 0xff));
  const stream = begin();
  stream.pause();
  stream.emit('data', Buffer.alloc(2 * MB, 0xff));
  requests.finish(held as unknown as ServerHttp2Stream);
  for (let iteration = 0; iteration < 3; iteration++) {
    await nextTick();
    expect(stream.isPaused()).toBe(true);
  }
});

it('a request that is refused while it is paused is read to its end, so that its stream closes', async () => {
  const connection = { unfinished: new Set(), uploads: 0 } as unknown as Connection;
  const limits = { ...LIMITS, request_timeout_ms: 0 };
  const requests = new UnfinishedRequests(() => limits, { count: () => {} } as unknown as Refusals);
  const stream = Object.assign(new Readable({ read() {} }), { headersSent: true, writableEnded: true, close: vi.fn() });
  requests.begin(connection, stream as unknown as ServerHttp2Stream, undefined, false);
  stream.pause();
  requests.sweep();
  await nextTick();
  expect(stream.close).toHaveBeenCalled();
  expect(stream.isPaused()).toBe(false);
});
