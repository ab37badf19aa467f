import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mad, median, ratioInterval, relativeSpread, spreadOfParts } from '../../bench/lib/stats.mjs';

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 });

describe('median', () => {
  it('returns the middle value, or the mean of the middle two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('has at most half of the values below it and half above it, and shifts with them', () => {
    const property = fc.property(values, fc.integer({ min: -99, max: 99 }), (list, shift) => {
      const centre = median(list);
      const below = list.filter((value) => value < centre).length;
      const above = list.filter((value) => value > centre).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(list.length / 2);
      expect(median(list.map((value) => value + shift))).toBe(centre + shift);
    });
    fc.assert(property);
  });
});

describe('mad, relativeSpread and spreadOfParts', () => {
  it('measure the median distance from the median, unaffected by one outlier', () => {
    expect(mad([1, 2, 3, 4, 5])).toBe(1);
    expect(mad([1, 2, 3, 4, 5000])).toBe(1);
    expect(relativeSpread([9, 10, 11])).toBeCloseTo(0.1);
  });

  it('return 0 for equal values', () => {
    expect(mad([7, 7, 7])).toBe(0);
    expect(spreadOfParts(Array(20).fill(7), median)).toBe(0);
  });

  it('measure the noise of a statistic over parts of the values', () => {
    const tens = [10, 10, 20, 20, 30, 30];
    expect(spreadOfParts(tens, median, 3)).toBeCloseTo(10 / 20);
  });
});

describe('ratioInterval', () => {
  it('is narrow where each round has the same ratio, although the machine becomes slower', () => {
    const floor = Array.from({ length: 40 }, (_, round) => [10 + round, 12 + round, 14 + round]);
    const slower = floor.map((round) => round.map((value) => value * 1.1));
    const { low, high } = ratioInterval(slower, floor, median);
    expect(low).toBeCloseTo(1.1);
    expect(high).toBeCloseTo(1.1);
  });

  it('reaches from the lowest to the highest ratio when one of two rounds decides', () => {
    const draws = [0, 0.9];
    let drawn = 0;
    const random = (): number => draws[Math.floor(drawn++ / 2) % 2] as number;
    expect(ratioInterval([[1], [3]], [[1], [1]], median, random)).toEqual({ low: 1, high: 3 });
  });

  it('is wide where rounds differ, and holds the ratio of all values', () => {
    const floor = Array.from({ length: 40 }, (_, round) => [10 + (round % 7)]);
    const other = Array.from({ length: 40 }, (_, round) => [10 + (round % 5)]);
    const { low, high } = ratioInterval(other, floor, median);
    const ratio = median(other.flat()) / median(floor.flat());
    expect(high - low).toBeGreaterThan(0.02);
    expect(low).toBeLessThanOrEqual(ratio);
    expect(high).toBeGreaterThanOrEqual(ratio);
  });
});
