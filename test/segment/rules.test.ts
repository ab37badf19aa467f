import { describe, expect, it } from 'vitest';
import { SENTENCE_RULES } from '../../src/text/languages/registry.js';
import { END_MARKS } from '../../src/text/segment/languages.js';
import { MAYBE_END_MARKS } from '../../src/text/segment/marks.js';
import { MAX_WORD } from '../../src/text/segment/scan.js';

const words = (list: string | undefined): string[] => (list ?? '').split(/\s+/).filter((word) => word !== '');

describe.each(SENTENCE_RULES.map((rules) => ({ name: rules.languages.join(' '), rules })))(
  'rules of $name',
  ({ rules }) => {
    const { abbreviations = {}, starters, months, exclaimedNames, timeOpeners, timeFollowers } = rules;

    it('name each abbreviation once, without its last full stop', () => {
      const all = Object.values(abbreviations).flatMap(words);
      expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
      expect(all.filter((word) => word.endsWith('.'))).toEqual([]);
    });

    it('contain no word longer than the scan can read', () => {
      const lists = [...Object.values(abbreviations), starters, months, exclaimedNames, timeOpeners, timeFollowers];
      expect(lists.flatMap(words).filter((word) => word.length > MAX_WORD)).toEqual([]);
    });
  },
);

it('no two languages claim the same tag', () => {
  const tags = SENTENCE_RULES.flatMap((rules) => rules.languages);
  expect(new Set(tags).size).toBe(tags.length);
});

it('the scan stops at the end marks of all languages, and at no other mark', () => {
  expect([...END_MARKS].map((code) => String.fromCharCode(code)).sort()).toEqual([...MAYBE_END_MARKS].sort());
});
