import { existsSync, openSync, readSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const TICK_MS = 5;
/** Time that this thread has run, ns, by Linux: what other processes of the machine take is not in it. */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/** What `work` did to the thread that it shares with the server: its longest block, and the memory that was added at its height. */
export async function observed(work: () => Promise<void>): Promise<{ blockMs: number; addedBytes: number }> {
  const clock = threadClock();
  const before = held();
  let height = before;
  let lastMs = clock();
  let blockMs = 0;
  const look = (): void => {
    const nowMs = clock();
    blockMs = Math.max(blockMs, nowMs - lastMs);
    lastMs = nowMs;
    height = Math.max(height, held());
  };
  const ticking = setInterval(look, TICK_MS);
  await work();
  await sleep(2 * TICK_MS);
  clearInterval(ticking);
  return { blockMs, addedBytes: height - before };
}

/** Returns a clock of the time that this thread has run, ms; on other systems than Linux, of all time. */
export function threadClock(): () => number {
  if (!existsSync(SCHEDSTAT)) return () => performance.now();
  const file = openSync(SCHEDSTAT, 'r');
  const text = Buffer.alloc(64);
  return () => Number(text.toString('latin1', 0, readSync(file, text, 0, 64, 0)).split(' ')[0]) / 1e6;
}

function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
