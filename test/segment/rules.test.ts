import { describe, expect, it } from 'vitest';
import { END_MARKS } from '../../src/workers/segment/languages.js';
import { MAYBE_END_MARKS } from '../../src/workers/segment/rules/marks.js';
import { LANGUAGES } from '../../src/workers/segment/rules/registry.js';
import { MAX_WORD } from '../../src/workers/segment/scan.js';

const words = (list: string | undefined): string[] => (list ?? '').split(/\s+/).filter((word) => word !== '');

describe.each(LANGUAGES.map((rules) => ({ name: rules.languages.join(' '), rules })))('rules of $name', ({ rules }) => {
  const { abbreviations = {}, starters, months, exclaimedNames, timeOpeners, timeFollowers } = rules;

  it('name an abbreviation once, without its last full stop', () => {
    const all = Object.values(abbreviations).flatMap(words);
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
    expect(all.filter((word) => word.endsWith('.'))).toEqual([]);
  });

  it('hold no word longer than what is looked at', () => {
    const lists = [...Object.values(abbreviations), starters, months, exclaimedNames, timeOpeners, timeFollowers];
    expect(lists.flatMap(words).filter((word) => word.length > MAX_WORD)).toEqual([]);
  });
});

it('no two languages claim the same tag', () => {
  const tags = LANGUAGES.flatMap((rules) => rules.languages);
  expect(new Set(tags).size).toBe(tags.length);
});

it('the scan stops at every end mark of some language', () => {
  expect([...END_MARKS].map((code) => String.fromCharCode(code)).sort()).toEqual([...MAYBE_END_MARKS].sort());
});
