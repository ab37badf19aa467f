import { percentile } from '#dist/shared/measurement/percentile.js';
import { median, relativeSpread, spreadOfParts } from './stats.mjs';

/** @import { Figure } from './figures.mjs' */

/** The number of values from which on the noise can be estimated from parts of them. */
const ENOUGH_FOR_SPREAD = 100;

/**
 * Returns the relative noise as a field of a figure; the field is absent when the noise is not finite (median 0).
 * @param {number} spread
 */
const noise = (spread) => (Number.isFinite(spread) ? { spread } : {});

/**
 * Returns the median and the noise of repeated measurements, as fields of a figure.
 * @param {readonly number[]} values
 */
export const medianOf = (values) => ({ value: median(values), ...noise(relativeSpread(values)) });

/**
 * Makes a figure of a percentile of times (less is better), with its noise when there are enough values.
 * @param {string} suite
 * @param {string} id the id without suite and statistic; the id of the figure is, for example, `<suite>.<id>_p95_ms`
 * @param {string} description
 * @param {readonly number[]} values ms
 * @param {number} percent
 * @returns {Figure}
 */
export function percentileFigure(suite, id, description, values, percent) {
  const whole = `${suite}.${id}_p${percent}_ms`;
  if (values.length === 0) return { id: whole, skipped: 'nothing was measured' };
  /** @param {readonly number[]} part */
  const statistic = (part) => percentile(part, percent);
  const spread = values.length < ENOUGH_FOR_SPREAD ? Number.NaN : spreadOfParts(values, statistic);
  const described = {
    id: whole,
    what: `${description}, p${percent}`,
    unit: 'ms',
    better: /** @type {const} */ ('less'),
  };
  return { ...described, value: statistic(values), ...noise(spread) };
}
