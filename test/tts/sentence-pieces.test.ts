import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencePieces } from '../../src/main/tts/sentence-pieces.js';

const words = (count: number): string =>
  Array.from({ length: count }, (_, n) => `word${'abcdefghij'[n % 10]}`).join(' ');

describe('sentencePieces', () => {
  it.each(['', 'Hello.', `${words(20)}.`, 'Да.', '你好。'])('returns a short sentence as one piece: %j', (text) => {
    expect(sentencePieces(text)).toEqual([text]);
  });

  it('cuts after clauses when there are any', () => {
    const clause = `${words(15)}, `;
    const pieces = sentencePieces(`${clause.repeat(4)}${words(3)}.`);
    expect(pieces.slice(0, -1).every((piece) => piece.endsWith(', '))).toBe(true);
    expect(pieces.length).toBeGreaterThan(1);
  });

  it.each([
    ['a quotation mark after the comma', `${words(15)},” ${words(20)}.`, '” '],
    ['a dash', `${words(15)} — ${words(20)}.`, '— '],
    ['Arabic', `${'كلمة '.repeat(18)}كلمة، ${'كلمة '.repeat(30)}`, '، '],
    ['Chinese', `${'今天天气很好'.repeat(4)}，${'我们去公园'.repeat(5)}。`, '，'],
  ])('cuts after a clause: %s', (_, text, end) => {
    expect(sentencePieces(text)[0]?.endsWith(end)).toBe(true);
  });

  it('cuts between words when a sentence has no clauses', () => {
    const pieces = sentencePieces(words(100));
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces)
      expect(
        piece
          .trim()
          .split(' ')
          .every((word) => /^word[a-j]$/.test(word)),
      ).toBe(true);
  });

  it.each([
    ['9'.repeat(400), 30],
    ['天'.repeat(200), 30],
    [`1,${'000,'.repeat(100)}000`, 40],
    ['x'.repeat(400), 120],
    ['สวัสดีครับ'.repeat(40), 120],
  ])('cuts within a word only when it is longer than a piece: %s', (text, maxLength) => {
    const pieces = sentencePieces(text);
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(maxLength);
    expect(pieces.length).toBeLessThan(text.length / (maxLength / 2));
  });

  it.each(['e\u0301', '🙂', '👩‍👩‍👧', 'क्षि'])('never cuts within a character: %s', (character) => {
    for (const text of [character.repeat(200), `x${character.repeat(200)}`, `xy${character.repeat(200)}`])
      for (const piece of sentencePieces(text)) expect(piece).not.toMatch(/^[\udc00-\udfff\p{M}\u200d]/u);
  });

  it('makes pieces no shorter when a sentence contains a few ideographs', () => {
    const pieces = sentencePieces(`The meeting in Tokyo (東京) ${words(60)}`);
    for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThan(48);
  });

  it('returns pieces that join to the text, are not empty, and have a bounded length', () => {
    const word = fc.string({ unit: fc.constantFrom(...'aäЖ9.,;:—") 日、 \n'), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (parts) => {
        const text = parts.join(' ');
        const pieces = sentencePieces(text);
        expect(pieces.join('')).toBe(text);
        if (text !== '') for (const piece of pieces) expect(piece).not.toBe('');
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(120);
      }),
    );
  });
});
