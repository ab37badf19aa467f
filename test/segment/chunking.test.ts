import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayEndSentence, mayHoldBoundary, type Stall, segmentBatch } from '../../src/text/segment/index.js';
import {
  anyLengths,
  anySettings,
  anyStalls,
  anyText,
  pieces,
  segmentInPieces,
  unlimited,
  withoutClosing,
} from './chunked-input.js';

const golden: Record<string, { text: string }[]> = JSON.parse(
  readFileSync(new URL('../fixtures/segmentation-golden.json', import.meta.url), 'utf8'),
);
const goldenTexts = Object.entries(golden).flatMap(([language, rules]) =>
  rules.map(({ text }) => ({ language, text })),
);

describe('segmentBatch in any chunking', () => {
  it.each([1, 2, 5, 17])('gives the same segments for golden texts in pieces of %i', (length) => {
    for (const { language, text } of goldenTexts) {
      for (const settings of [
        { ...unlimited, language },
        { language, first: true, firstClauseMinChars: 10, maxChars: 60 },
      ]) {
        const whole = segmentBatch(text, { ...settings, final: true });
        expect(withoutClosing(segmentInPieces(pieces(text, [length]), settings).segments)).toEqual(
          withoutClosing(whole.segments),
        );
      }
    }
  });

  it('gives the same segments for mixtures of marks, words and scripts', () => {
    const property = fc.property(anyText, anySettings, anyLengths, (text, settings, lengths) => {
      const whole = segmentBatch(text, { ...settings, final: true });
      expect(withoutClosing(segmentInPieces(pieces(text, lengths), settings).segments)).toEqual(
        withoutClosing(whole.segments),
      );
    });
    fc.assert(property, { numRuns: 5000 });
  });
});

describe('marks with spaces between them that reach the limit', () => {
  it.each(['there: . .The ', 'there: . ! x', 'there: ! .5 '])('give the same segments of %j unit by unit', (text) => {
    const settings = { ...unlimited, maxChars: 9 };
    const whole = segmentBatch(text, { ...settings, final: true });
    expect(segmentInPieces(pieces(text, [1]), settings).segments).toEqual(whole.segments);
  });
});

describe('the segments of a text', () => {
  it('join back to the text, are never empty, and exceed the limit only by closing marks at the end', () => {
    const property = fc.property(anyText, anySettings, fc.boolean(), (text, settings, final) => {
      const { segments, consumed } = segmentBatch(text, { ...settings, final });
      expect(segments.join('')).toBe(text.slice(0, consumed));
      expect(segments).not.toContain('');
      if (final && segments.length > 0) expect(consumed).toBe(text.length);
      const max = Math.max(2, settings.maxChars);
      for (const segment of withoutClosing(segments)) expect(segment.length).toBeLessThanOrEqual(max);
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it('split no character in two', () => {
    const property = fc.property(anySettings, (settings) => {
      const text = '👍🏽😊e\u0301😊'.repeat(30);
      for (const segment of segmentBatch(text, { ...settings, final: true }).segments) {
        expect(segment).not.toMatch(/^[\udc00-\udfff]/);
        expect(segment).not.toMatch(/[\ud800-\udbff]$/);
        expect(segment).not.toMatch(/^\u0301/);
      }
    });
    fc.assert(property);
  });
});

describe('segmentBatch with stalls in the text', () => {
  it('gives segments that join to the whole text, wherever the stalls are', () => {
    const property = fc.property(anyText, anySettings, anyLengths, anyStalls, (text, settings, lengths, stalls) => {
      const { segments, rest } = segmentInPieces(pieces(text, lengths), settings, stalls);
      expect(segments.join('') + rest).toBe(text);
      expect(segments).not.toContain('');
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it('gives with a long stall all that a short one gives', () => {
    const property = fc.property(anyText, anySettings, (text, settings) => {
      const options = { ...settings, maxChars: Number.POSITIVE_INFINITY, final: false };
      // White space and invisible characters may belong to the segment before or after a cut.
      const cut = (stall: Stall): string =>
        segmentBatch(text, { ...options, stall })
          .segments.map((segment) => segment.replace(/[\s\p{Cf}]/gu, ''))
          .filter((segment) => segment !== '')
          .join('\0');
      expect(cut('long').startsWith(cut('short'))).toBe(true);
    });
    fc.assert(property, { numRuns: 3000 });
  });
});

describe('mayEndSentence', () => {
  it('is true whenever a stall completes a segment', () => {
    const property = fc.property(anyText, anySettings, (text, settings) => {
      const options = { ...settings, maxChars: Number.POSITIVE_INFINITY, final: false };
      const pending = text.slice(segmentBatch(text, options).consumed);
      const first = settings.first && pending === text;
      const { segments } = segmentBatch(pending, { ...options, first, stall: 'long' });
      if (segments.length > 0) expect(mayEndSentence(pending)).toBe(true);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  it.each(['Hello', 'Hello ', 'Hello,', 'see (it)', 'Dr. Smith', '“Hi', '', '3.5', 'the [link]', 'a > b'])(
    'is false after %j',
    (pending) => {
      expect(mayEndSentence(pending)).toBe(false);
    },
  );

  it.each([
    'Hello.',
    'Hello. ',
    'Hi!”',
    '**Hi!**',
    '好。',
    '- item\n',
    'Hi.[1]',
    'Hi.[1](a/(b[c)',
    'Hi.[1](a/b_(c<d) ',
    'Hi.</b>',
    'Hi!😊',
    'Τι;',
    'ok…',
  ])('is true after %j', (pending) => {
    expect(mayEndSentence(pending)).toBe(true);
  });
});

describe('mayHoldBoundary', () => {
  it('is true whenever more text completes a segment', () => {
    const property = fc.property(anyText, anySettings, anyLengths, (text, settings, lengths) => {
      let pending = '';
      let first = settings.first;
      for (const more of pieces(text, lengths)) {
        const may = mayHoldBoundary(more, pending, settings.maxChars);
        const batch = segmentBatch(pending + more, { ...settings, first, final: false });
        first &&= batch.segments.length === 0;
        if (!may) expect(batch.segments).toEqual([]);
        pending = (pending + more).slice(batch.consumed);
      }
    });
    fc.assert(property, { numRuns: 5000 });
  });

  const infinity = Number.POSITIVE_INFINITY;
  it.each([
    ['ello', 'H'],
    [' word', 'Hello there'],
    [' word', 'Hello, my friend'],
    [' went', 'Dr. Smith left and'],
    ['.', 'Hello'],
    ['', 'Hello.'],
    ['nown', 'a well-k'],
    [' (', 'Hello'],
  ])('is false for %j after %j', (more, pending) => {
    expect(mayHoldBoundary(more, pending, infinity)).toBe(false);
  });

  it.each([
    [' ', 'Hello.'],
    [' T', 'at 5 p.m.'],
    ['T', 'at 5 p.m. '],
    ['. ', 'Hello'],
    ['我', '你好。'],
    ['\n', 'Title\n'],
    [' y', 'Well,'],
    ['B', '好！[50 '],
    ['B', '好！【4:0 '],
    [' b', '好！[^my-long-note'],
    [' 2', '好！[a'],
    [' ', '好！[1](https://a.b/c'],
  ])('is true for %j after %j', (more, pending) => {
    expect(mayHoldBoundary(more, pending, infinity)).toBe(true);
  });

  it('is true once the text is longer than the limit', () => {
    expect(mayHoldBoundary('lo', 'hel', 5)).toBe(false);
    expect(mayHoldBoundary('lo', 'hell', 5)).toBe(true);
  });
});

describe('the work of segmentBatch', () => {
  it.each([
    ['no terminator', 'abcdefg hij, '],
    ['letters only', 'abcdefghij'],
    ['full stops', '.'],
    ['spaced full stops', '. '],
    ['quotes', '"'],
    ['opening brackets', '('],
    ['white space', ' '],
    ['blank lines', '\n'],
    ['combining marks', 'e\u0301\u0301\u0301'],
    ['initials', 'A. '],
    ['citations', 'word.[1][2'],
    ['addresses of citations', 'a.[1](b'],
    ['tags', '<a b="c. '],
    ['spaced marks', 'a ! '],
    ['marks without a space', 'ab.The'],
    ['bullets', '• '],
  ])('keeps the pending text near the limit: %s', (_, unit) => {
    const text = unit.repeat(100_000 / unit.length);
    const maxChars = 400;
    const { longest } = segmentInPieces(pieces(text, [20]), { ...unlimited, maxChars });
    // A boundary just before the limit may wait for the next word, across a gap of at most 64 UTF-16 units.
    expect(longest).toBeLessThanOrEqual(maxChars + 128);
  });

  it.each(['.', '. ', '"', '(', '« ', '? » ', '. • ', "'", '([{', '1) ', 'a. ', '\n '])(
    'reaches the end of a long text of %j',
    (unit) => {
      const text = `a${unit.repeat(100_000)}b`;
      const { consumed } = segmentBatch(text, { ...unlimited, final: true });
      expect(consumed).toBe(text.length);
    },
  );
});
