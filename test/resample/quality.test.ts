import { describe, expect, it } from 'vitest';
import { designFilter } from '../../src/workers/resample/filter.js';
import { resample, resampleFloat } from '../../src/workers/resample/index.js';
import { ratioOf } from '../../src/workers/resample/rates.js';
import { decibel, difference, power, sine, steady, without } from './signals.js';

const PAIRS: readonly (readonly [from: number, to: number])[] = [
  [22_050, 48_000],
  [16_000, 48_000],
  [22_050, 44_100],
  [8_000, 192_000],
  [48_000, 22_050],
  [22_050, 16_000],
  [192_000, 8_000],
  [44_101, 48_000],
  [48_000, 44_101],
];
const BAND = [0.001, 0.05, 0.2, 0.37, 0.5, 0.63, 0.75, 0.85, 0.9];

/** Returns a number of samples of which a quarter at each end covers the filter. */
const samplesAt = (rateHz: number): number => Math.ceil(rateHz / 10);

describe.each(PAIRS)('resampling from %i to %i Hz', (from, to) => {
  const nyquist = Math.min(from, to) / 2;

  it.each(BAND)('keeps a sine at %f of the band, undelayed, to 110 dB', (part) => {
    const input = sine(samplesAt(from), part * nyquist, from);
    const output = resampleFloat(input, from, to);
    const ideal = sine(output.length, part * nyquist, to);
    const error = difference(steady(output), steady(ideal));
    expect(decibel(power(steady(ideal)) / power(error))).toBeGreaterThan(110);
  });

  it.each([-32_768, -1, 0, 1, 12_345, 32_767])('keeps a constant %i', (level) => {
    const output = resample(new Int16Array(samplesAt(from)).fill(level), from, to);
    expect(new Set(steady(output))).toEqual(new Set([level]));
  });

  it('gives a constant no ripple but the rounding to float32', () => {
    const output = steady(resampleFloat(new Float32Array(samplesAt(from)).fill(1), from, to));
    for (const sample of output) expect(Math.abs(sample - 1)).toBeLessThan(6e-7);
  });
});

describe.each(PAIRS.filter(([from, to]) => from < to))('resampling upwards from %i to %i Hz', (from, to) => {
  it.each([0.5, 0.9, 0.93, 0.97, 0.999])('puts the images of a sine at %f of the band 100 dB down', (part) => {
    const frequency = (part * from) / 2;
    const input = sine(samplesAt(from), frequency, from);
    const images = without(steady(resampleFloat(input, from, to)), frequency, to);
    expect(decibel(power(input) / power(images))).toBeGreaterThan(100);
  });
});

describe.each(PAIRS.filter(([from, to]) => from > to))('resampling downwards from %i to %i Hz', (from, to) => {
  it.each([0, 0.001, 0.1, 0.4, 0.7, 0.999])('puts a sine %f of the way from new to old Nyquist 100 dB down', (part) => {
    const frequency = (to + part * (from - to)) / 2;
    const input = sine(samplesAt(from), frequency, from);
    const alias = steady(resampleFloat(input, from, to));
    expect(decibel(power(steady(input)) / power(alias))).toBeGreaterThan(100);
  });
});

describe('designFilter', () => {
  it.each([
    [22_050, 48_000],
    [48_000, 22_050],
  ])('returns for %i → %i Hz a filter that is flat to 0.9 of the band and stops from 1.0 on', (from, to) => {
    const { taps, rows, coefficients } = designFilter(ratioOf(from, to));
    /** Returns the gain of the prototype filter, which is all rows together, sampled `rows` times an input sample. */
    const gain = (frequencyHz: number): number => {
      let real = 0;
      let imaginary = 0;
      for (let i = 0; i < rows * taps; i++) {
        const angle = (2 * Math.PI * frequencyHz * ((i % taps) - Math.floor(i / taps) / rows)) / from;
        real += coefficients[i]! * Math.cos(angle);
        imaginary += coefficients[i]! * Math.sin(angle);
      }
      return Math.hypot(real, imaginary) / rows;
    };
    const nyquist = Math.min(from, to) / 2;
    for (let part = 0; part <= 0.9; part += 0.025) expect(gain(part * nyquist)).toBeCloseTo(1, 5);
    for (let part = 1; part < 2; part += 0.01) expect(decibel(gain(part * nyquist) ** 2)).toBeLessThan(-110);
    for (let part = 2.03; part < 12; part += 0.37) expect(decibel(gain(part * nyquist) ** 2)).toBeLessThan(-110);
  });

  it('keeps its table within 2 MiB for any rates', () => {
    for (const [from, to] of [...PAIRS, [11_025, 192_000], [192_000, 11_025], [191_999, 8_001], [8_001, 191_999]]) {
      const { coefficients, taps } = designFilter(ratioOf(from!, to!));
      expect(coefficients.byteLength - 4 * taps).toBeLessThanOrEqual(2 ** 21);
    }
  });
});
