import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakMark, splitAtBreaks } from '../../src/text/speakable/break-marks.js';

describe('breakMark', () => {
  it('is one character, and a pause of at most two seconds', () => {
    for (const [ms, pauseMs] of [
      [50, 50],
      [500, 500],
      [510, 500],
      [9000, 2000],
    ] as const) {
      expect(splitAtBreaks(`a ${breakMark(ms)} b`)).toEqual([
        { text: 'a', pauseMs: 0 },
        { text: 'b', pauseMs },
      ]);
    }
    expect(breakMark(0)).toBe('');
  });
});

describe('splitAtBreaks', () => {
  it('takes the longest of pauses in a row, and keeps a pause at the end', () => {
    const text = `${breakMark(100)}a ${breakMark(300)} ${breakMark(200)}b${breakMark(1000)}`;
    expect(splitAtBreaks(text)).toEqual([
      { text: 'a', pauseMs: 100 },
      { text: 'b', pauseMs: 300 },
      { text: '', pauseMs: 1000 },
    ]);
  });

  it('loses no text', () => {
    const part = fc.oneof(fc.constantFrom('one', ' two. ', ', '), fc.integer({ min: 0, max: 3000 }).map(breakMark));
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const said = splitAtBreaks(text).map((it) => it.text);
        const letters = (shown: string): string => shown.replace(/[^a-z]/g, '');
        expect(letters(said.join(' '))).toBe(letters(text));
        expect(said.join('')).not.toMatch(/[\ue000-\uf8ff]/);
      }),
    );
  });
});
