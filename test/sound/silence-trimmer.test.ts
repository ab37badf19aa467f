import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SilenceTrimmer, withoutSilentEnds } from '../../src/workers/sound/silence-trimmer.js';

/** The sample rate, Hz: a millisecond is one sample. */
const RATE_HZ = 1_000;
const LEAD = 10;
const TAIL = 20;
const LOUD = 5_000;

/** Trims a sound that arrives in chunks. */
function trimmed(chunks: readonly (readonly number[])[]): number[] {
  const trimmer = new SilenceTrimmer(RATE_HZ);
  const heard: number[] = [];
  const emit = (samples: Int16Array): void => void heard.push(...samples);
  for (const chunk of chunks) trimmer.push(Int16Array.from(chunk), emit);
  trimmer.end(emit);
  return heard;
}

const quiet = (count: number): number[] => Array.from({ length: count }, (_, n) => (n % 2 === 0 ? 104 : -104));

describe('SilenceTrimmer', () => {
  it('cuts the silence before the first sound, but for ten milliseconds', () => {
    expect(trimmed([quiet(212), [LOUD, LOUD]]).slice(0, LEAD + 2)).toEqual([...quiet(LEAD), LOUD, LOUD]);
    expect(trimmed([[...quiet(3), -LOUD]]).slice(0, 4)).toEqual([...quiet(3), -LOUD]);
  });

  it('makes the quiet end of every sentence twenty milliseconds long', () => {
    for (const silence of [0, 7, 20, 300]) {
      const heard = trimmed([[LOUD], quiet(silence)]);
      expect(heard).toHaveLength(1 + TAIL);
      expect(heard.slice(1, 1 + Math.min(silence, TAIL))).toEqual(quiet(Math.min(silence, TAIL)));
      expect(heard.slice(1 + silence).every((sample) => sample === 0)).toBe(true);
    }
  });

  it('keeps the silence inside a sentence', () => {
    expect(trimmed([[LOUD], quiet(300), [LOUD]]).slice(0, 302)).toEqual([LOUD, ...quiet(300), LOUD]);
  });

  it('passes on nothing of a sound that is all silence', () => {
    expect(trimmed([quiet(50), [], quiet(50)])).toEqual([]);
  });

  it('gives the same sound for any chunks', () => {
    const sample = fc.oneof(fc.integer({ min: -104, max: 104 }), fc.integer({ min: -32_768, max: 32_767 }));
    const runs = fc.array(fc.tuple(sample, fc.integer({ min: 1, max: 40 })), { maxLength: 12 });
    fc.assert(
      fc.property(runs, fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }), (parts, cuts) => {
        const samples = parts.flatMap(([value, count]) => Array<number>(count).fill(value));
        const chunks: number[][] = [];
        let from = 0;
        for (const size of cuts) {
          chunks.push(samples.slice(from, from + size));
          from += size;
        }
        chunks.push(samples.slice(from));
        const whole = trimmed([samples]);
        expect(trimmed(chunks)).toEqual(whole);
        const loud = samples.flatMap((value, at) => (Math.abs(value) > 104 ? [at] : []));
        const [first, last] = [loud[0], loud.at(-1)];
        if (first === undefined || last === undefined) expect(whole).toEqual([]);
        else expect(whole).toHaveLength(last + 1 - Math.max(0, first - LEAD) + TAIL);
      }),
    );
  });

  it('starts every sentence anew', () => {
    const trimmer = new SilenceTrimmer(RATE_HZ);
    const heard: number[] = [];
    const emit = (samples: Int16Array): void => void heard.push(...samples);
    trimmer.push(Int16Array.of(LOUD, 1, 2), emit);
    trimmer.reset();
    trimmer.push(Int16Array.of(3, LOUD), emit);
    expect(heard).toEqual([LOUD, 3, LOUD]);
  });
});

describe('withoutSilentEnds', () => {
  it('returns the sound with its quiet ends', () => {
    const samples = Int16Array.from([...quiet(200), LOUD, ...quiet(30), LOUD, ...quiet(100)]);
    expect([...withoutSilentEnds(samples, RATE_HZ)]).toEqual([
      ...quiet(LEAD),
      LOUD,
      ...quiet(30),
      LOUD,
      ...quiet(TAIL),
    ]);
    expect(withoutSilentEnds(Int16Array.from(quiet(10)), RATE_HZ)).toHaveLength(0);
  });
});
