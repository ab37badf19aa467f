/** Whether figures changed, by more than they do by themselves. */
import { mad, median } from './stats.mjs';

/**
 * Medians ± this many MADs must not overlap. At five rounds each, about one comparison in twenty of a build with itself then
 * says that something changed (normally distributed noise, simulated); with one MAD it would be one in five.
 */
const NOISE_MADS = 2;

/**
 * @param baseRuns, newRuns for each run its figures (of the same suites)
 * @returns a row a figure, in the new ones' order, then those that are gone: medians, noise (in the figure's unit), relative
 *   change, and a verdict
 */
export function compareFigures(baseRuns, newRuns) {
  const base = byId(baseRuns);
  const next = byId(newRuns);
  const ids = [...new Set([...next.keys(), ...base.keys()])];
  return ids.map((id) => compareOne(id, base.get(id), next.get(id)));
}

/** id → that figure of every run. */
function byId(runs) {
  const grouped = new Map();
  for (const figure of runs.flat()) grouped.set(figure.id, [...(grouped.get(figure.id) ?? []), figure]);
  return grouped;
}

function compareOne(id, base, next) {
  const { what, unit, better } = (next ?? base).find(({ skipped }) => skipped === undefined) ?? {};
  const row = { id, what, unit, base: summary(base), next: summary(next) };
  if (!base || !next) return { ...row, verdict: base ? 'gone' : 'new' };
  if (!row.base || !row.next) return { ...row, verdict: 'not measured' };
  const difference = row.next.median - row.base.median;
  return { ...row, change: difference / Math.abs(row.base.median), verdict: verdict(difference, row, better) };
}

function verdict(difference, { base, next }, better) {
  if (difference === 0) return 'within noise';
  if (base.mad === undefined || next.mad === undefined) return 'noise unknown';
  if (Math.abs(difference) <= NOISE_MADS * (base.mad + next.mad)) return 'within noise';
  if (better === 'none') return 'changed';
  return difference > 0 === (better === 'more') ? 'better' : 'worse';
}

/** Of one run the noise is what the figure itself says of it. */
function summary(figures) {
  const measured = figures?.filter(({ skipped }) => skipped === undefined) ?? [];
  if (measured.length === 0) return undefined;
  const values = measured.map(({ value }) => value);
  const [{ spread }] = measured;
  const ownNoise = spread === undefined ? undefined : spread * Math.abs(values[0]);
  return { median: median(values), mad: values.length > 1 ? mad(values) : ownNoise };
}
