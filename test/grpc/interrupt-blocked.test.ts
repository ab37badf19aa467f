import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import type { RpcContext } from '../../src/main/grpc/context.js';
import { interruptSession } from '../../src/main/grpc/interrupt.js';
import type { RpcReport } from '../../src/main/grpc/rpc-report.js';

/**
 * A device's only stream, which looks blocked until it has been looked at `looks` times; then it closes by itself.
 *
 * @param takes bytes its client takes of those that wait, a turn of the event loop each
 */
async function interrupted(
  looks: number,
  takes = 0,
): Promise<{ resets: number; looked: number; waitingBytes: number }> {
  const seen = { resets: 0, looked: 0, waitingBytes: takes + 1 };
  let close = (): void => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const stream = {
    get isBlocked() {
      if (++seen.looked <= looks) return true;
      close();
      return false;
    },
    get waitingBytes() {
      if (seen.waitingBytes > 1) seen.waitingBytes--;
      return seen.waitingBytes;
    },
    reset() {
      seen.resets++;
      close();
    },
    arrived: () => Promise.resolve(),
  };
  const session = { sessionId: 's', cancel() {}, closed, stream };
  const config = loadConfig({ env: {} }).config;
  const context = { config, turn: {}, registry: { activeOf: () => [session] } } as unknown as RpcContext;
  const request = { hardwareId: 'device', sessionId: 's' } as Parameters<typeof interruptSession>[0];
  await interruptSession(request, context, { identify() {} } as unknown as RpcReport);
  return seen;
}

describe('an interrupt of a stream that looks blocked', () => {
  it('does not count against its client what only this thread was late to hear', async () => {
    // Once at the end, when everything is closed and a reset does nothing.
    expect(await interrupted(1)).toEqual({ resets: 1, looked: 2, waitingBytes: 1 });
  });

  it('resets it when it still does after the loop had its turns', async () => {
    expect(await interrupted(2)).toEqual({ resets: 2, looked: 2, waitingBytes: 1 });
  });

  it('waits as long as its client takes something each turn', async () => {
    expect(await interrupted(1, 50)).toEqual({ resets: 1, looked: 2, waitingBytes: 1 });
  });
});
