import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler, resample, resampleFloat } from '../../src/workers/resample/index.js';
import { anyRates, anySamples, sine } from './signals.js';

/** Feeds the input in chunks of the given lengths, repeated, and then flushes. */
function inChunks(resampler: Resampler, input: Int16Array, lengths: readonly number[]): Int16Array {
  const pieces: number[] = [];
  const take = (write: (output: Int16Array) => number, inputSamples: number): void => {
    const output = new Int16Array(resampler.maxOutputSamples(inputSamples));
    pieces.push(...output.subarray(0, write(output)));
  };
  for (let from = 0, i = 0; from < input.length; i++) {
    const chunk = input.slice(from, from + lengths[i % lengths.length]!);
    take((output) => resampler.process(chunk, output), chunk.length);
    // A chunk that was passed to the resampler may be overwritten at once.
    from += chunk.length;
    chunk.fill(-1);
  }
  take((output) => resampler.flush(output), 0);
  return Int16Array.from(pieces);
}

const anyLengths = fc
  .array(fc.oneof(fc.constantFrom(0, 1, 2, 1024, 1025), fc.nat(700)), { minLength: 1, maxLength: 8 })
  .filter((lengths) => lengths.some((length) => length > 0));

describe('Resampler', () => {
  it('returns the same output for any chunks', () => {
    fc.assert(
      fc.property(anySamples, anyRates, anyLengths, (input, [from, to], lengths) => {
        expect(inChunks(new Resampler(from, to), input, lengths)).toEqual(resample(input, from, to));
      }),
    );
  });

  it('returns the same output sample by sample', () => {
    const input = Int16Array.from(sine(2500, 440, 22_050), (sample) => 30_000 * sample);
    expect(inChunks(new Resampler(22_050, 48_000), input, [1])).toEqual(resample(input, 22_050, 48_000));
  });

  it('returns ⌈n · out / in⌉ samples', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.integer({ min: 8_000, max: 192_000 }), fc.nat(9), (n, rate, i) => {
        const other = [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 88_200, 96_000, 192_000][i]!;
        expect(resample(new Int16Array(n), other, rate)).toHaveLength(Math.ceil((n * rate) / other));
        expect(resample(new Int16Array(n), rate, other)).toHaveLength(Math.ceil((n * other) / rate));
      }),
      { numRuns: 25 },
    );
  });

  it('starts anew after flush and after reset, and is not disturbed by other streams in between', () => {
    fc.assert(
      fc.property(anySamples, anySamples, anyRates, (first, second, [from, to]) => {
        const resampler = new Resampler(from, to);
        const other = new Resampler(from, to);
        const output = new Int16Array(resampler.maxOutputSamples(first.length));
        inChunks(resampler, first, [500]);
        expect(inChunks(resampler, second, [700])).toEqual(resample(second, from, to));

        resampler.process(first, output);
        resampler.reset();
        const half = second.length >> 1;
        const result = new Int16Array(resampler.maxOutputSamples(second.length));
        let written = resampler.process(second.subarray(0, half), result);
        other.process(first, output);
        written += resampler.process(second.subarray(half), result.subarray(written));
        other.flush(output);
        written += resampler.flush(result.subarray(written));
        expect(result.subarray(0, written)).toEqual(resample(second, from, to));
      }),
    );
  });

  it('returns nothing without samples', () => {
    expect(new Resampler(22_050, 48_000).flush(new Int16Array(0))).toBe(0);
    expect(resample(new Int16Array(0), 48_000, 16_000)).toHaveLength(0);
  });

  it('returns output as early as the filter allows: 80 samples behind the input', () => {
    const resampler = new Resampler(16_000, 48_000);
    const output = new Int16Array(resampler.maxOutputSamples(1));
    expect(resampler.process(new Int16Array(80), output)).toBe(0);
    expect(resampler.process(new Int16Array(1), output)).toBe(3);
  });

  it('keeps an impulse at its own instant, symmetrically', () => {
    const input = new Float32Array(147 * 20);
    input[147 * 10] = 1;
    const output = resampleFloat(input, 22_050, 48_000);
    const centre = 320 * 10;
    expect(output.indexOf(Math.max(...output))).toBe(centre);
    for (let i = 1; i < 200; i++) expect(output[centre - i]).toBeCloseTo(output[centre + i]!, 6);
  });

  it('saturates where a full-scale square wave overshoots', () => {
    const square = Int16Array.from({ length: 4000 }, (_, i) => (i % 100 < 50 ? 32_767 : -32_768));
    const exact = resampleFloat(Float32Array.from(square), 22_050, 48_000);
    expect(Math.max(...exact)).toBeGreaterThan(34_000);
    expect(Math.min(...exact)).toBeLessThan(-34_000);
    const clamped = Array.from(exact, (sample) => Math.max(-32_768, Math.min(32_767, Math.floor(sample + 0.5))));
    expect(Array.from(resample(square, 22_050, 48_000))).toEqual(clamped);
  });
});

describe('Resampler with equal rates', () => {
  it('passes every sample on at once', () => {
    fc.assert(
      fc.property(anySamples, (input) => {
        const resampler = new Resampler(24_000, 24_000);
        const output = new Int16Array(resampler.maxOutputSamples(input.length));
        expect(resampler.process(input, output)).toBe(input.length);
        expect(output).toEqual(input);
        expect(resampler.flush(output)).toBe(0);
      }),
    );
    expect(resampleFloat(new Float32Array([0.1, -2]), 8_000, 8_000)).toEqual(new Float32Array([0.1, -2]));
  });
});

describe('the output of a Resampler', () => {
  it('may lie anywhere in shared memory', () => {
    const input = Int16Array.from(sine(3000, 440, 22_050), (sample) => 30_000 * sample);
    const resampler = new Resampler(22_050, 48_000);
    const shared = new Int16Array(new SharedArrayBuffer(20_006), 6);
    const written = resampler.process(input, shared);
    const total = written + resampler.flush(shared.subarray(written));
    expect(Array.from(shared.subarray(0, total))).toEqual(Array.from(resample(input, 22_050, 48_000)));
  });

  it.each([
    [22_050, 48_000],
    [24_000, 24_000],
  ])('is rejected before any input is consumed when it is too short (%i → %i Hz)', (from, to) => {
    const input = Int16Array.from({ length: 500 }, (_, i) => i);
    const resampler = new Resampler(from, to);
    expect(() => resampler.process(input, new Int16Array(10))).toThrow(RangeError);
    expect(inChunks(resampler, input, [500])).toEqual(resample(input, from, to));
  });
});

describe('Resampler with an invalid rate', () => {
  it.each([0, -1, 7_999, 192_001, 22_050.5, Number.NaN, Number.POSITIVE_INFINITY])('throws for %f Hz', (rate) => {
    const allowed = 'an integer from 8000 to 192000';
    expect(() => new Resampler(rate, 48_000)).toThrow(new RangeError(`inputRateHz is ${rate}; it must be ${allowed}`));
    expect(() => new Resampler(48_000, rate)).toThrow(new RangeError(`outputRateHz is ${rate}; it must be ${allowed}`));
    expect(() => resample(new Int16Array(1), rate, rate)).toThrow(RangeError);
    expect(() => resampleFloat(new Float32Array(1), rate, rate)).toThrow(RangeError);
  });
});
