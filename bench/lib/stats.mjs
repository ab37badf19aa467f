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
