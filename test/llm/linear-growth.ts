import { shortestMs } from '../harness/main-thread.js';

/** Returns the factor by which `work` takes longer for ten times the size: 10 when linear, 100 when quadratic. */
export function growthOf(work: (size: number) => void, size: number): number {
  return (
    shortestMs(() => work(10 * size)) /
    Math.max(
      1,
      shortestMs(() => work(size)),
    )
  );
}

/** The largest growth that counts as linear: clearly less than quadratic, even on a busy machine. */
export const MAX_LINEAR_GROWTH = 60;
