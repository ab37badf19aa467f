/** Compares figures and tells whether they changed by more than their noise. */
import { isMeasured } from './figures.mjs';
import { mad, median } from './stats.mjs';

/** @import { Figure, MeasuredFigure } from './figures.mjs' */

/**
 * The number of MADs: a figure has changed when the intervals median ± this many MADs do not overlap. When a build is
 * compared with itself in five rounds each, about one figure in twenty is then reported as changed (simulated with
 * normally distributed noise); with one MAD it would be one in five.
 */
const NOISE_MADS = 2;

/**
 * @typedef {{ median: number, mad: number | undefined }} Summary a figure over some runs; `mad` is its noise, in the
 *   unit of the figure
 *
 * @typedef {object} ComparisonRow the comparison of one figure
 * @property {string} id
 * @property {string | undefined} what
 * @property {string | undefined} unit
 * @property {Summary | undefined} base
 * @property {Summary | undefined} next
 * @property {number} [change] the relative change of the median
 * @property {string} verdict
 */

/**
 * Compares the figures of two revisions.
 * @param {readonly (readonly Figure[])[]} baseRuns the figures of each run; all runs have the same suites
 * @param {readonly (readonly Figure[])[]} newRuns
 * @returns {ComparisonRow[]} a row for each figure. The figures of the new runs come first, in their order; those that
 *   only the base has follow.
 */
export function compareFigures(baseRuns, newRuns) {
  const base = byId(baseRuns);
  const next = byId(newRuns);
  const ids = [...new Set([...next.keys(), ...base.keys()])];
  return ids.map((id) => compareOne(id, base.get(id), next.get(id)));
}

/**
 * Groups the figures of all runs by id.
 * @param {readonly (readonly Figure[])[]} runs
 */
function byId(runs) {
  /** @type {Map<string, Figure[]>} */
  const grouped = new Map();
  for (const figure of runs.flat()) grouped.set(figure.id, [...(grouped.get(figure.id) ?? []), figure]);
  return grouped;
}

/**
 * @param {string} id
 * @param {Figure[] | undefined} baseFigures undefined when the base has no such figure
 * @param {Figure[] | undefined} newFigures
 * @returns {ComparisonRow}
 */
function compareOne(id, baseFigures, newFigures) {
  const [example] = (newFigures ?? baseFigures ?? []).filter(isMeasured);
  const [base, next] = [summary(baseFigures), summary(newFigures)];
  const row = { id, what: example?.what, unit: example?.unit, base, next };
  if (!baseFigures || !newFigures) return { ...row, verdict: baseFigures ? 'gone' : 'new' };
  if (!base || !next) return { ...row, verdict: 'not measured' };
  const difference = next.median - base.median;
  const change = difference / Math.abs(base.median);
  return { ...row, change, verdict: verdict(difference, base, next, example?.better) };
}

/**
 * @param {number} difference
 * @param {Summary} base
 * @param {Summary} next
 * @param {MeasuredFigure['better'] | undefined} better
 */
function verdict(difference, base, next, better) {
  if (difference === 0) return 'within noise';
  if (base.mad === undefined || next.mad === undefined) return 'noise unknown';
  if (Math.abs(difference) <= NOISE_MADS * (base.mad + next.mad)) return 'within noise';
  if (better === 'none') return 'changed';
  return difference > 0 === (better === 'more') ? 'better' : 'worse';
}

/**
 * Returns the median and the noise of a figure over its runs; with a single run, the noise that the figure itself
 * states.
 * @param {readonly Figure[] | undefined} figures
 * @returns {Summary | undefined}
 */
function summary(figures = []) {
  const measured = figures.filter(isMeasured);
  const [first] = measured;
  if (first === undefined) return undefined;
  const values = measured.map(({ value }) => value);
  const ownNoise = first.spread === undefined ? undefined : first.spread * Math.abs(first.value);
  return { median: median(values), mad: values.length > 1 ? mad(values) : ownNoise };
}
