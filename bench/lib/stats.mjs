/**
 * Returns the middle value; for an even count, the mean of the middle two.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Returns the median absolute deviation from the median (MAD), in the unit of the values.
 * @param {readonly number[]} values
 */
export function mad(values) {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/**
 * Returns the relative noise of repeated measurements: MAD / median.
 * @param {readonly number[]} values
 */
export function relativeSpread(values) {
  return mad(values) / Math.abs(median(values));
}

/**
 * Returns the relative noise of `statistic`, estimated from its results for `parts` consecutive parts of the values.
 * @param {readonly number[]} values
 * @param {(values: readonly number[]) => number} statistic
 */
export function spreadOfParts(values, statistic, parts = 5) {
  const partLength = Math.max(1, Math.floor(values.length / parts));
  const results = [];
  for (let at = 0; at + partLength <= values.length; at += partLength) {
    results.push(statistic(values.slice(at, at + partLength)));
  }
  return relativeSpread(results);
}

/** The number of resamples of `ratioInterval`, the share that lies below its interval, and above it. */
const RESAMPLES = 400;
const OUTSIDE_SHARE = 0.025;

/**
 * Returns the 95 % confidence interval of the ratio of a statistic of two kinds of measurements that alternated in rounds, by
 * the bootstrap over the rounds (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): a round is drawn
 * as a whole, because what slows the machine lasts longer than one measurement.
 * @param {readonly (readonly number[])[]} rounds the values of each round
 * @param {readonly (readonly number[])[]} floorRounds the values of the floor, of the same rounds
 * @param {(values: readonly number[]) => number} statistic
 * @param {() => number} random returns a number from 0 to below 1
 */
export function ratioInterval(rounds, floorRounds, statistic, random = Math.random) {
  const ratios = Array.from({ length: RESAMPLES }, () => {
    const drawn = rounds.map(() => Math.floor(random() * rounds.length));
    /** @param {readonly (readonly number[])[]} all */
    const of = (all) => statistic(drawn.flatMap((round) => all[round] ?? []));
    return of(rounds) / of(floorRounds);
  }).sort((a, b) => a - b);
  const outside = Math.floor(RESAMPLES * OUTSIDE_SHARE);
  return { low: ratios[outside] ?? Number.NaN, high: ratios[RESAMPLES - 1 - outside] ?? Number.NaN };
}
