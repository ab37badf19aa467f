import { existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 5;
/** The Linux file with the time that this thread has run, ns. The time of other processes is not included. */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/** Returns the time that this thread has run, ms; outside Linux, the elapsed time. */
export const threadMs = threadClock();

/**
 * Runs `work` and measures its effect on this thread, which the server shares: the longest block of the thread, ms, and
 * the memory added at the peak, bytes.
 */
export async function measureMainThread(work: () => Promise<void>): Promise<{ blockMs: number; addedBytes: number }> {
  const before = usedBytes();
  let peakBytes = before;
  let lastMs = threadMs();
  let blockMs = 0;
  const sample = (): void => {
    const nowMs = threadMs();
    blockMs = Math.max(blockMs, nowMs - lastMs);
    lastMs = nowMs;
    peakBytes = Math.max(peakBytes, usedBytes());
  };
  const ticking = setInterval(sample, TICK_MS);
  await work();
  await sleep(2 * TICK_MS);
  clearInterval(ticking);
  return { blockMs, addedBytes: peakBytes - before };
}

function threadClock(): () => number {
  if (!existsSync(SCHEDSTAT)) return () => performance.now();
  const file = openSync(SCHEDSTAT, 'r');
  const text = Buffer.alloc(64);
  return () => Number(text.toString('latin1', 0, readSync(file, text, 0, 64, 0)).split(' ')[0]) / 1e6;
}

/** Returns the time of this thread that `work` takes, ms. Other processes on a busy machine hardly change it. */
export function threadMsOf(work: () => void): number {
  const before = threadMs();
  work();
  return threadMs() - before;
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
