import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNgrams, encodeNgrams, type Ngrams } from '../../src/text/language/ngrams/ngram-file.js';

const byte = fc.nat(255);
const groups = fc.array(fc.record({ bytes: fc.nat(2 ** 32 - 1), shape: byte, count: byte }), { maxLength: 30 });
const scores = fc.array(fc.record({ language: byte, score: byte }), { maxLength: 50 });
const codes = fc.array(fc.constantFrom('en', 'de', 'ka', 'yo'), { minLength: 1, maxLength: 5 });
const anyNgrams = fc.tuple(codes, groups, scores).map(
  ([languages, all, scored]): Ngrams => ({
    languages,
    bytes: Uint32Array.from(all, (group) => group.bytes),
    shapes: Uint8Array.from(all, (group) => group.shape),
    scoreCounts: Uint8Array.from(all, (group) => group.count),
    scoreLanguages: Uint8Array.from(scored, ({ language }) => language),
    scores: Uint8Array.from(scored, ({ score }) => score),
  }),
);

describe('a file of groups of letters', () => {
  it('has what was encoded', () => {
    fc.assert(
      fc.property(anyNgrams, (ngrams) => {
        expect(decodeNgrams(Uint8Array.from(encodeNgrams(ngrams)))).toEqual(ngrams);
      }),
    );
  });

  it('is refused when a part of it is missing', () => {
    fc.assert(
      fc.property(anyNgrams, fc.integer({ min: 1, max: 8 }), (ngrams, missing) => {
        const file = Uint8Array.from(encodeNgrams(ngrams));
        expect(() => decodeNgrams(file.slice(0, Math.max(12, file.length - missing)))).toThrow('groups of letters');
      }),
    );
  });
});
