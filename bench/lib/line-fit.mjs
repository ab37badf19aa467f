/**
 * Fits a least-squares line to points [x, y]: y = intercept + slope · x.
 * @param {readonly (readonly [number, number])[]} points
 */
export function fitLine(points) {
  /** @param {(point: readonly [number, number]) => number} coordinateOf */
  const mean = (coordinateOf) => points.reduce((sum, point) => sum + coordinateOf(point), 0) / points.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const covariance = mean(([x, y]) => (x - meanX) * (y - meanY));
  const slope = covariance / mean(([x]) => (x - meanX) ** 2);
  return { slope, intercept: meanY - slope * meanX };
}
