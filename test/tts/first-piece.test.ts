import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { firstPieceLengths } from '../../src/main/tts/first-piece.js';

const { tts } = loadConfig({ env: {} }).config;
const NEVER = { clauseChars: Number.POSITIVE_INFINITY, phraseChars: Number.POSITIVE_INFINITY };

/** Returns the shortest first piece, with the lengths of `tts.first_clause_*_chars`. */
const lengthsAt = (waitMs: number, calm = 80, busy = 25) =>
  firstPieceLengths(() => waitMs, { ...tts, first_clause_min_chars: calm, first_clause_busy_chars: busy });

describe('the shortest first piece of a sentence', () => {
  it.each([0, 10, 20])('is the whole sentence when a turn waits for %i ms', (waitMs) => {
    expect(lengthsAt(waitMs)).toEqual(NEVER);
  });

  it('ends at a clause mark, the sooner the longer a turn waits', () => {
    expect(lengthsAt(65).clauseChars).toBeCloseTo(66.25);
    expect(lengthsAt(110).clauseChars).toBeCloseTo(52.5);
    expect(lengthsAt(110).phraseChars).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([200, 500, 60_000])('ends before a phrase, too, when a turn waits for %i ms', (waitMs) => {
    expect(lengthsAt(waitMs)).toEqual({ clauseChars: 25, phraseChars: 25 });
  });

  it.each([
    [0, 25],
    [80, 0],
  ])('is the whole sentence when the keys are %i and %i', (calm, busy) => {
    expect(lengthsAt(1_000, calm, busy)).toEqual(NEVER);
  });

  it('is never longer than without waiting turns', () => {
    const chars = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(fc.double({ min: 20.1, max: 10_000, noNaN: true }), chars, chars, (waitMs, calm, busy) => {
        const { clauseChars } = lengthsAt(waitMs, calm, busy);
        expect(clauseChars).toBeLessThanOrEqual(calm);
        expect(clauseChars).toBeGreaterThanOrEqual(Math.min(calm, busy) - 1e-6);
      }),
    );
  });
});
