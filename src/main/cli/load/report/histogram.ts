import { percentileOfSorted } from '../../../../shared/measurement/percentile.js';
import { rounded } from './distribution.js';

export interface HistogramBin {
  readonly from_ms: number;
  /** The end of the bin; null for the last bin, which holds all greater values. */
  readonly to_ms: number | null;
  readonly turns: number;
}

/** The approximate number of bins: as many bars as a reader can tell apart. */
const BINS = 30;

/** Counts values in bins of one round width up to the 99th percentile; one more bin holds all greater values. */
export function histogramOf(values: readonly number[]): HistogramBin[] {
  if (values.length === 0) return [];
  const sorted = Float64Array.from(values).sort();
  const p99 = percentileOfSorted(sorted, 99);
  const widthMs = roundWidth(Math.max(p99, 0.1) / BINS);
  const bins = Math.floor(p99 / widthMs) + 1;
  const counts = new Array<number>(bins + 1).fill(0);
  for (const value of sorted) counts[Math.min(bins, Math.max(0, Math.floor(value / widthMs)))]! += 1;
  const last = counts.findLastIndex((count) => count > 0);
  return counts.slice(0, last + 1).map((turns, index) => ({
    from_ms: rounded(index * widthMs),
    to_ms: index === bins ? null : rounded((index + 1) * widthMs),
    turns,
  }));
}

/** Rounds a width up to 1, 2 or 5 times a power of ten, and at least to 0.01, the precision of the report. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(width, 0.01)));
  return ([1, 2, 5].find((factor) => factor * power >= width) ?? 10) * power;
}
