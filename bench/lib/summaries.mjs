import { median, percentile, relativeSpread, spreadOfParts } from './stats.mjs';

/** From so many values on, parts of them say something about the noise. */
const ENOUGH_FOR_SPREAD = 100;

/** Of zeros there is no relative noise. */
const noise = (spread) => (Number.isFinite(spread) ? { spread } : {});

/** Value and noise, for a figure, of what was measured again and again. */
export const medianOf = (values) => ({ value: median(values), ...noise(relativeSpread(values)) });

/**
 * A percentile of many times as a figure (less is better), with its noise where there are enough of them.
 * @param id without suite and statistic: `<suite>.<id>_p95_ms` is made of it
 */
export function percentileFigure(suite, id, what, values, share) {
  const whole = `${suite}.${id}_p${share * 100}_ms`;
  if (values.length === 0) return { id: whole, skipped: 'nothing was measured' };
  const statistic = (of) => percentile(of, share);
  const spread = values.length < ENOUGH_FOR_SPREAD ? Number.NaN : spreadOfParts(values, statistic);
  const named = { id: whole, what: `${what}, p${share * 100}`, unit: 'ms', better: 'less' };
  return { ...named, value: statistic(values), ...noise(spread) };
}
