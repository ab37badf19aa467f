/** The value that `share` (0 to 1) of the values lie below; the nearest one, nothing in between. */
export function percentile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

/** The middle value; of an even count, the mean of the middle two. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median absolute deviation from the median, in the values' unit. */
export function mad(values) {
  const centre = median(values);
  return median(values.map((value) => Math.abs(value - centre)));
}

/** Relative noise of values measured again and again: MAD / median. */
export function relativeSpread(values) {
  return mad(values) / Math.abs(median(values));
}

/** Relative noise of `statistic`, found by taking it of `parts` consecutive parts of the values. */
export function spreadOfParts(values, statistic, parts = 5) {
  const partLength = Math.max(1, Math.floor(values.length / parts));
  const results = [];
  for (let at = 0; at + partLength <= values.length; at += partLength) {
    results.push(statistic(values.slice(at, at + partLength)));
  }
  return relativeSpread(results);
}
