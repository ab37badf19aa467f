/**
 * Returns a generator of pseudo-random numbers from 0 to just below 1; the same seed gives the same numbers. The
 * algorithm is mulberry32 (Tommy Ettinger, public domain).
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Derives the `index`-th seed from `seed`; it differs widely from the seeds of neighbouring indices. */
export function derivedSeed(seed: number, index: number): number {
  return Math.floor(seededRandom(seed + Math.imul(index + 1, 0x9e3779b1))() * 2 ** 32);
}

/** Yields the arrival times of a Poisson process, ms: each arrival is independent of all others and of the server. */
export function* poissonArrivals(ratePerSecond: number, random: () => number): Generator<number, never, undefined> {
  let atMs = 0;
  for (;;) {
    // The time between two arrivals is exponentially distributed; 1 - random() is never 0.
    atMs += (-Math.log(1 - random()) * 1000) / ratePerSecond;
    yield atMs;
  }
}
