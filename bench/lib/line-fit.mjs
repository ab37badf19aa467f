/** Least-squares line through points [x, y]: y = intercept + slope · x. */
export function fitLine(points) {
  const mean = (of) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const covariance = mean(([x, y]) => (x - meanX) * (y - meanY));
  const slope = covariance / mean(([x]) => (x - meanX) ** 2);
  return { slope, intercept: meanY - slope * meanX };
}
