import fc from 'fast-check';
import { expect, it } from 'vitest';
import { amplify, factorOf } from '../../src/workers/sound/gain.js';

const amplified = (samples: readonly number[], gainDb: number): number[] => [
  ...amplify(Int16Array.from(samples), factorOf(gainDb), new Int16Array(samples.length)),
];

it('amplify multiplies samples by the factor of a gain: half at −6 dB, twice at 6 dB', () => {
  expect(factorOf(0)).toBe(1);
  expect(factorOf(-6)).toBeCloseTo(0.5, 2);
  expect([...amplify(Int16Array.of(20_000, -20_000, 0), 0.5, new Int16Array(3))]).toEqual([10_000, -10_000, 0]);
  expect([...amplify(Int16Array.of(5_000, -5_000), 2, new Int16Array(2))]).toEqual([10_000, -10_000]);
});

it('amplify clips no sample: louder stays louder up to full scale', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -32_768, max: 32_766 }),
      fc.double({ min: 0, max: 40, noNaN: true }),
      (sample, gainDb) => {
        const [lower, higher] = amplified([sample, sample + 1], gainDb) as [number, number];
        expect(lower).toBeLessThanOrEqual(higher);
        expect(Math.sign(lower)).toBe(Math.sign(sample));
      },
    ),
  );
  // Twice full scale is compressed, and still differs from full scale.
  const [loud, louder] = amplified([16_000, 30_000], 6) as [number, number];
  expect(loud).toBeLessThan(louder);
  expect(louder).toBeLessThanOrEqual(32_767);
});
