import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import type { RpcContext } from '../../src/main/grpc/context.js';
import { interruptSession } from '../../src/main/grpc/interrupt.js';
import type { RpcReport } from '../../src/main/grpc/rpc-report.js';

/**
 * Interrupts a device with one stream, which looks blocked for the first `blockedReads` reads of `isBlocked` and then closes
 * by itself.
 *
 * @param takenBytes the number of unflushed bytes, of which the client takes one in each iteration of the event loop
 */
async function interrupted(
  blockedReads: number,
  takenBytes = 0,
): Promise<{ resets: number; looked: number; unflushedBytes: number }> {
  const seen = { resets: 0, looked: 0, unflushedBytes: takenBytes };
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const stream = {
    get isBlocked() {
      if (++seen.looked <= blockedReads) return true;
      close();
      return false;
    },
    get unflushedBytes() {
      if (seen.unflushedBytes > 0) seen.unflushedBytes--;
      return seen.unflushedBytes;
    },
    isClosed: false,
    reset() {
      seen.resets++;
      close();
    },
    delivered: () => Promise.resolve(),
  };
  const session = { sessionId: 's', cancel() {}, closed, stream };
  const config = loadConfig({ env: {} }).config;
  const context = { config, turn: {}, registry: { activeOf: () => [session] } } as unknown as RpcContext;
  const request = { hardwareId: 'device', sessionId: 's' } as Parameters<typeof interruptSession>[0];
  await interruptSession(request, context, { setIds() {} } as unknown as RpcReport);
  return seen;
}

describe('interruptSession, for a stream that looks blocked', () => {
  it('does not reset the open stream when only this thread was late', async () => {
    // The only reset comes at the end: the stream is closed by then, and the reset does nothing.
    expect(await interrupted(1)).toEqual({ resets: 1, looked: 2, unflushedBytes: 0 });
  });

  it('resets the stream when it still looks blocked after some iterations of the event loop', async () => {
    expect(await interrupted(2)).toEqual({ resets: 2, looked: 2, unflushedBytes: 0 });
  });

  it('waits as long as the client takes bytes in each iteration of the event loop', async () => {
    expect(await interrupted(1, 50)).toEqual({ resets: 1, looked: 2, unflushedBytes: 0 });
  });
});
