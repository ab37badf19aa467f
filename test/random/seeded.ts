import { seededRandom } from '../../src/shared/measurement/seeded-random.js';

/** Random choices that repeat themselves for the same seed. */
export class Seeded {
  /** Returns a number from 0 up to 1; 1 is excluded. */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = seededRandom(seed);
  }

  /** Returns a whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<T>(all: readonly T[]): T {
    return all[this.integer(0, all.length - 1)] as T;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
