import { describe, expect, it } from 'vitest';
import { type SegmentOptions, segmentBatch } from '../../src/text/segment/index.js';
import { unlimited } from './chunked-input.js';

const open: SegmentOptions = { ...unlimited, final: false };
const segmentsOf = (text: string, options: Partial<SegmentOptions> = {}): string[] =>
  segmentBatch(text, { ...open, ...options }).segments;

describe('segmentBatch with a certain sentence end', () => {
  it.each([
    ['Hello there. '],
    ['Is it? '],
    ['Stop!\n'],
    ['It costs $3.50. '],
    ['I don’t. '],
    ['You and I. '],
    ['Hello. '],
    ['(He is.) It'],
    ['“This is great.” S'],
    ['We met at 5 p.m. The'],
    ['Apples, etc. T'],
    ['In the U.S. How '],
    ['Title\n\n'],
    ['One item\n-'],
    ['Well… S'],
    ['Done.[1] '],
  ])('returns the sentence at once: %j', (text) => {
    expect(segmentsOf(text, { language: 'en' })).toHaveLength(1);
  });

  it.each([
    ['ru', 'Да. '],
    ['ru', 'Да! Н'],
    ['ru', 'и т.д. П'],
    ['zh', '你好。我'],
    ['ja', '「終わり。」次'],
    ['hi', 'वह आया। '],
    ['ar', 'هل؟ '],
    ['el', 'πού είναι; '],
    ['hy', 'Ոչինչ: '],
    ['am', 'እንደምን አለህ፧መ'],
    ['de', 'Es sind 1500. '],
    [undefined, '¿Qué? '],
  ])('returns the sentence at once in %s: %j', (language, text) => {
    expect(segmentsOf(text, { language })).toHaveLength(1);
  });
});

describe('segmentBatch with an uncertain sentence end', () => {
  it.each([
    ['Hello there.'],
    ['Mr. '],
    ['at 5 p.m. '],
    ['at 5 p.m. Th'],
    ['At 5 p.m. The '],
    ['Apples, etc. '],
    ['“This is great.” '],
    ['In the U.S. Gov'],
    ['Well… '],
    ['Well... '],
    ['Hello there?'],
    ['1. '],
    ['One line\n'],
    ['We saw (him. And '],
    ['Yahoo! '],
    ['你好。'],
    ['3.'],
  ])('waits for more text: %j', (text) => {
    expect(segmentBatch(text, { ...open, language: 'en' })).toEqual({ segments: [], consumed: 0 });
  });
});

describe('segmentBatch with white space and closing marks', () => {
  it('leaves one white space at the end of a segment, and the rest at the start of the next', () => {
    expect(segmentsOf('Hello there.   We go.\n\nYes, all', {})).toEqual(['Hello there. ', '  We go.\n']);
  });
  it('adds both to the last segment at the end of the text', () => {
    expect(segmentsOf('Hello there.  \n”', { final: true })).toEqual(['Hello there.  \n”']);
  });
  it.each([' ', ' \n\n ', '', '”', '...', ' .” '])('makes no segment of %j alone', (text) => {
    expect(segmentBatch(text, { ...open, final: true })).toEqual({ segments: [], consumed: 0 });
    expect(segmentBatch(text, open)).toEqual({ segments: [], consumed: 0 });
  });
  it('makes one segment of a text without an end mark', () => {
    expect(segmentsOf('no end', { final: true })).toEqual(['no end']);
  });
});

describe('the first clause', () => {
  const clause = { first: true, firstClauseMinChars: 10 } as const;
  it.each([
    ['To be honest, I do', 'To be honest, '],
    ['A well-known – but old – tale', 'A well-known – '],
    ['Remember the following: one, two', 'Remember the following: '],
    ['“Yes, of course,” he said', '“Yes, of course,” '],
    ['いろいろありますが、まずは', 'いろいろありますが、まずは'],
    ['いろいろとありますけれど、まずは', 'いろいろとありますけれど、'],
    ['في البداية أقول، ثم', 'في البداية أقول، '],
  ])('is cut as a segment of its own once it is long enough: %j', (text, expected) => {
    expect(segmentsOf(text, { ...clause, final: true })[0]).toBe(expected);
  });
  it('is not cut too early, inside a number, after the first segment, or when that is switched off', () => {
    expect(segmentsOf('Well, hello', clause)).toEqual([]);
    expect(segmentsOf('It is exactly 1,000,000 or 10:30 now', clause)).toEqual([]);
    expect(segmentsOf('To be honest, I do', { ...clause, first: false })).toEqual([]);
    expect(segmentsOf('To be honest, I do', { ...clause, firstClauseMinChars: 0 })).toEqual([]);
  });
  it('is cut in the first segment only', () => {
    expect(segmentsOf('To be honest, I do not know, sir. Sorry', clause)).toEqual([
      'To be honest, ',
      'I do not know, sir. ',
    ]);
  });
});

describe('a segment at the length limit', () => {
  it.each([
    ['the last clause mark', 'one two, three four five six', 20, 'one two, '],
    ['the last white space', 'one two three four five six', 20, 'one two three four '],
    ['a white space at the limit leads the next', 'one two three four five', 18, 'one two three four'],
    ['any character of one long word', 'abcdefghijklmnopqrstuvwxyz', 20, 'abcdefghijklmnopqrst'],
    ['before a surrogate pair', 'abcdefghi😊😊', 10, 'abcdefghi'],
    ['before a letter and its accent', 'abcdefghie\u0301x', 10, 'abcdefghi'],
    ['a wide clause mark', '一二三，四五六七八', 6, '一二三，'],
  ])('is cut at a suitable place: %s', (_, text, maxChars, expected) => {
    expect(segmentsOf(text, { maxChars })[0]).toBe(expected);
  });
  it('is not cut inside a sentence that fits', () => {
    expect(segmentsOf('One, two. Three, four. ', { maxChars: 10 })).toEqual(['One, two. ', 'Three, ', 'four. ']);
  });
});

describe('brackets and quotes that are never closed', () => {
  it.each(['(', '“', '"', '«', '[', '„'])('protect only the text near them: %s', (mark) => {
    const { segments } = segmentBatch(`${mark}Start. ${'It goes on. '.repeat(40)}`, open);
    expect(segments.length).toBeGreaterThan(20);
    expect(segments[0]!.length).toBeLessThan(250);
  });
  it('protect no text after an empty line', () => {
    expect(segmentsOf('(Start. And\n\nGo on. Yes. ')).toEqual(['(Start. And\n', '\nGo on. ', 'Yes. ']);
  });
});
