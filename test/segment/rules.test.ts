import { describe, expect, it } from 'vitest';
import { SENTENCE_RULES, SPOKEN_WORDS } from '../../src/text/languages/registry.js';
import { segmentText } from '../../src/text/segment/index.js';
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

describe('segmentText after the abbreviations that are spoken in full', () => {
  const endsWithStop = (table: Readonly<Record<string, string>> = {}): string[] =>
    Object.keys(table).filter((short) => /^\p{L}.*\.$/u.test(short));

  const hasRules = (language: string): boolean => SENTENCE_RULES.some((rules) => rules.languages.includes(language));

  it.each(Object.entries(SPOKEN_WORDS).filter(([language]) => hasRules(language)))(
    'goes on in %s',
    (language, { abbreviations, beforeNumbers, units }) => {
      const isCyrillic = ['ru', 'uk'].includes(language);
      const lower = isCyrillic ? 'слово' : 'word';
      const stops = units?.stops?.split(' ').map((short) => `${short}.`) ?? [];
      const texts = [
        ...endsWithStop(abbreviations).map((short) => `${lower} ${short} ${lower}`),
        ...endsWithStop(beforeNumbers).map((short) => `${lower} ${short.charAt(0).toUpperCase()}${short.slice(1)} 5`),
        ...[...stops, ...endsWithStop(units?.names)].map((short) => `5 ${short} ${lower}`),
      ];
      expect(texts.filter((text) => segmentText(text, language).length > 1)).toEqual([]);
    },
  );
});
