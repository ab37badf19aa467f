import { percentileOfSorted } from '../../../../shared/measurement/percentile.js';

/** The percentiles of some values, in the unit of the values. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Returns the percentiles of `values` by nearest rank, so each is one of the values; null when there are no values. */
export function distributionOf(values: Iterable<number>): Distribution | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const at = (percent: number): number => rounded(percentileOfSorted(sorted, percent));
  return { count: sorted.length, p50: at(50), p90: at(90), p95: at(95), p99: at(99), max: at(100) };
}

/** Rounds a value to hundredths, the precision of the report. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
