/** Generates and analyses test signals for the measurement of resamplers: Float32, mono, full scale 1. */

/**
 * Returns a sine of full scale.
 * @param {number} samples
 * @param {number} frequencyHz
 * @param {number} rateHz
 */
export function sine(samples, frequencyHz, rateHz, phase = 0.3) {
  return Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * frequencyHz * i) / rateHz + phase));
}

/**
 * Returns the middle half of a signal, without the ends, where it starts and stops.
 * @param {Float32Array} samples
 */
export function steady(samples) {
  return samples.slice(samples.length / 4, (samples.length * 3) / 4);
}

/**
 * Returns the mean power.
 * @param {Float32Array} samples
 */
function power(samples) {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

/** @param {number} powerRatio */
export const decibel = (powerRatio) => 10 * Math.log10(powerRatio);

/**
 * Removes a frequency from a signal, by least squares.
 * @param {Float32Array} samples
 * @param {number} frequencyHz
 * @param {number} rateHz
 * @returns the power of the removed part and of the rest
 */
export function split(samples, frequencyHz, rateHz) {
  const cos = sine(samples.length, frequencyHz, rateHz, Math.PI / 2);
  const sin = sine(samples.length, frequencyHz, rateHz, 0);
  /** @type {(a: Float32Array, b: Float32Array) => number} */
  const dot = (a, b) => a.reduce((sum, sample, i) => sum + sample * (b[i] ?? 0), 0);
  const [cc, ss, cs] = [dot(cos, cos), dot(sin, sin), dot(cos, sin)];
  const [yc, ys] = [dot(samples, cos), dot(samples, sin)];
  const determinant = cc * ss - cs * cs;
  const a = (yc * ss - ys * cs) / determinant;
  const b = (ys * cc - yc * cs) / determinant;
  const taken = samples.map((_, i) => a * (cos[i] ?? 0) + b * (sin[i] ?? 0));
  return { taken: power(taken), left: power(samples.map((sample, i) => sample - (taken[i] ?? 0))) };
}
