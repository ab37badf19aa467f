/** Numbers from 0 up to 1, the same for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The seed of the `index`-th of those who share `seed`: far from its neighbours'. */
export function derivedSeed(seed: number, index: number): number {
  return Math.floor(seededRandom(seed + Math.imul(index + 1, 0x9e3779b1))() * 2 ** 32);
}

/** Arrival times in ms of a Poisson process: independent of each other and of everything else. */
export function* poissonArrivals(ratePerSecond: number, random: () => number): Generator<number, never, undefined> {
  let atMs = 0;
  for (;;) {
    // The time between two of them is exponential; 1 - random() is never 0.
    atMs += (-Math.log(1 - random()) * 1000) / ratePerSecond;
    yield atMs;
  }
}
