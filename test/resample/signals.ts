import fc from 'fast-check';

/** Returns `samples` samples of a sine, mono, with a full scale of 1. */
export function sine(samples: number, frequencyHz: number, rateHz: number, phase = 0.3): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * frequencyHz * i) / rateHz + phase));
}

/** Returns the middle half of a signal, without the ends where it starts and stops. */
export function steady<T extends Float32Array | Int16Array>(samples: T): T {
  return samples.slice(samples.length / 4, (samples.length * 3) / 4) as T;
}

/** Returns the mean power of a signal. */
export function power(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
}

export function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((sample, i) => sample - b[i]!);
}

/** Returns a signal without one frequency, which is removed by least squares. */
export function without(samples: Float32Array, frequencyHz: number, rateHz: number): Float32Array {
  const cos = sine(samples.length, frequencyHz, rateHz, Math.PI / 2);
  const sin = sine(samples.length, frequencyHz, rateHz, 0);
  const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, sample, i) => sum + sample * b[i]!, 0);
  const [cc, ss, cs] = [dot(cos, cos), dot(sin, sin), dot(cos, sin)];
  const [yc, ys] = [dot(samples, cos), dot(samples, sin)];
  const determinant = cc * ss - cs * cs;
  const a = (yc * ss - ys * cs) / determinant;
  const b = (ys * cc - yc * cs) / determinant;
  return samples.map((sample, i) => sample - a * cos[i]! - b * sin[i]!);
}

export const decibel = (powerRatio: number): number => 10 * Math.log10(powerRatio);

/** Arbitrary samples, int16, mono. */
export const anySamples = fc.int16Array({ maxLength: 3000 });

/** Rates for upwards, downwards and equal, and two pairs with too many fractions for a row each. */
export const anyRates = fc.constantFrom<[from: number, to: number]>(
  [22_050, 48_000],
  [16_000, 48_000],
  [8_000, 192_000],
  [48_000, 22_050],
  [192_000, 8_000],
  [44_101, 48_000],
  [48_000, 44_101],
  [24_000, 24_000],
);
