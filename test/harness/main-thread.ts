import { existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 5;
/** The Linux file with the time that this thread has run, ns. The time of other processes is not included. */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/** The number of runs in which work may once be slow, as when memory is collected or the machine is taken away. */
const RUNS = 5;

/** Returns the time that this thread has run, ms; outside Linux, the elapsed time. */
const threadMs = threadClock();

/** Runs `work`; returns the memory that it adds to this process at the peak, bytes. */
export async function peakAddedBytes(work: () => Promise<void>): Promise<number> {
  const before = usedBytes();
  let peakBytes = before;
  const sampling = setInterval(() => {
    peakBytes = Math.max(peakBytes, usedBytes());
  }, TICK_MS);
  await work();
  await sleep(2 * TICK_MS);
  clearInterval(sampling);
  return peakBytes - before;
}

/**
 * Returns the time of this thread that `work` takes, ms: the shortest of a few runs, as a busy machine can only make a
 * run longer. A run that takes less than `enoughMs` is the last one.
 */
export function shortestMs(work: () => void, enoughMs = 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && least >= enoughMs; run++) {
    const startedMs = threadMs();
    work();
    least = Math.min(least, threadMs() - startedMs);
  }
  return least;
}

function threadClock(): () => number {
  if (!existsSync(SCHEDSTAT)) return () => performance.now();
  const file = openSync(SCHEDSTAT, 'r');
  const text = Buffer.alloc(64);
  return () => Number(text.toString('latin1', 0, readSync(file, text, 0, 64, 0)).split(' ')[0]) / 1e6;
}

function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
