import type { Histogram } from 'node:perf_hooks';

/**
 * Returns the rank of a percentile among `count` values in ascending order, from 1 to `count`: the lowest rank with at
 * least `percent` of all values at or below it (the nearest-rank method).
 * @param percent from 0 to 100
 */
export function nearestRank(count: number, percent: number): number {
  // A product of whole numbers is exact; a share such as 0.07 is not, and 100 × 0.07 would round up to rank 8.
  return Math.max(1, Math.ceil((count * percent) / 100));
}

/** Returns a percentile of values in ascending order by nearest rank, so it is always one of the values. */
export function percentileOfSorted(sorted: ArrayLike<number>, percent: number): number {
  const value = sorted[nearestRank(sorted.length, percent) - 1];
  if (value === undefined) throw new RangeError('no percentile exists without values');
  return value;
}

/** Returns a percentile of values in any order, by nearest rank. @throws RangeError when there are no values */
export function percentile(values: Iterable<number>, percent: number): number {
  return percentileOfSorted(Float64Array.from(values).sort(), percent);
}

/**
 * Returns a percentile of the values in a histogram by nearest rank, up to the width of the histogram's buckets. The
 * histogram's own method rounds to the nearest rank instead of up: of 11 values, its 95th percentile is the tenth.
 * @returns 0 for an empty histogram
 */
export function percentileOfHistogram(histogram: Pick<Histogram, 'count' | 'percentile'>, percent: number): number {
  const { count } = histogram;
  if (count === 0) return 0;
  return histogram.percentile((nearestRank(count, percent) / count) * 100);
}
