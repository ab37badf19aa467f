/** The least time that `work` takes in a few runs, ms: other processes can only make it longer. */
function leastMs(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 5; run++) {
    const startedMs = performance.now();
    work();
    least = Math.min(least, performance.now() - startedMs);
  }
  return least;
}

/** How many times as long `work` takes on ten times as much: 10 where it is linear, 100 where it is quadratic. */
export function growthOf(work: (size: number) => void, size: number): number {
  return (
    leastMs(() => work(10 * size)) /
    Math.max(
      1,
      leastMs(() => work(size)),
    )
  );
}

/** Clearly less than quadratic, whatever the machine does meanwhile. */
export const MAX_LINEAR_GROWTH = 60;
