import { readFileSync } from 'node:fs';
import { FINDERS } from './sentence-finders.mjs';

/**
 * @import { Figure } from './figures.mjs'
 * @import { Find } from './sentence-finders.mjs'
 *
 * @typedef {{ text: string, sentences: string[] }} Rule a text and its sentences
 */

/**
 * The golden rules of the tests, by language.
 * @type {Readonly<Record<string, readonly Rule[]>>}
 */
const golden = JSON.parse(
  readFileSync(new URL('../../test/fixtures/segmentation-golden.json', import.meta.url), 'utf8'),
);

/**
 * Folds white space as the tests do before they compare sentences.
 * @param {string} sentence
 */
const fold = (sentence) => sentence.trim().replace(/\s+/g, ' ');

/**
 * Returns the number of rules that a finder follows.
 * @param {Find} find
 * @param {string} language
 * @param {readonly Rule[]} rules
 */
function followed(find, language, rules) {
  return rules.filter(({ text, sentences }) => {
    const found = find(text, language)
      .map(fold)
      .filter((sentence) => sentence !== '');
    return found.join('\n') === sentences.map(fold).join('\n');
  }).length;
}

/**
 * Returns the number of rules that each finder follows, in total and by language: every language for our finder,
 * English and Russian for its peers.
 * @returns {Figure[]}
 */
export function ruleScores() {
  return Object.entries(FINDERS).flatMap(([finder, { name, find }]) => {
    const scores = Object.entries(golden).map(([language, rules]) => {
      return { key: language, count: followed(find, language, rules), rules: rules.length };
    });
    const all = {
      key: 'all',
      count: scores.reduce((sum, { count }) => sum + count, 0),
      rules: scores.reduce((sum, { rules }) => sum + rules, 0),
    };
    const shown = scores.filter(({ key }) => finder === 'ours' || key === 'en' || key === 'ru');
    return [all, ...shown].map(({ key, count, rules }) => ({
      id: `segment.rules_${key}_${finder}`,
      what: `${name}, rules followed: ${key}`,
      value: count,
      unit: `of ${rules}`,
      better: 'more',
      spread: 0,
    }));
  });
}
