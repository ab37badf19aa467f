import { createHistogram } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileFigure } from '../../bench/lib/summaries.mjs';
import { distributionOf } from '../../src/main/cli/load/report/distribution.js';
import { percentile, percentileOfHistogram, percentileOfSorted } from '../../src/shared/measurement/percentile.js';

const values = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 200 });
const percents = fc.constantFrom(1, 5, 50, 75, 90, 95, 99, 100);

describe('percentile', () => {
  it('returns the lowest value with at least the given share of the values at or below it', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const found = percentile(list, percent);
        expect(list).toContain(found);
        // Whole numbers are compared, because a share such as 0.05 is not exact.
        const wanted = list.length * percent;
        expect(100 * list.filter((value) => value <= found).length).toBeGreaterThanOrEqual(wanted);
        expect(100 * list.filter((value) => value < found).length).toBeLessThan(wanted);
      }),
    );
  });

  it('is not the maximum for the 99th of a hundred values', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
  });

  it('is the same in nexy load, in the bench and in a histogram, up to the width of its buckets', () => {
    fc.assert(
      fc.property(values, percents, (list, percent) => {
        const expected = percentile(list, percent);
        expect(
          percentileOfSorted(
            list.toSorted((a, b) => a - b),
            percent,
          ),
        ).toBe(expected);
        expect(percentileFigure('a', 'b', 'c', list, percent)).toMatchObject({ value: expected });
        const histogram = createHistogram();
        for (const value of list) histogram.record(value);
        expect(Math.abs(percentileOfHistogram(histogram, percent) - expected)).toBeLessThanOrEqual(expected / 500 + 1);
      }),
    );
    fc.assert(
      fc.property(values, (list) => {
        const [p50, p90, p95, p99, max] = [50, 90, 95, 99, 100].map((percent) => percentile(list, percent));
        expect(distributionOf(list)).toEqual({ count: list.length, p50, p90, p95, p99, max });
      }),
    );
  });

  it('has no value without values', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
    expect(percentileOfHistogram(createHistogram(), 95)).toBe(0);
  });
});
