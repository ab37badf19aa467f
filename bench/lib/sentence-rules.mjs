import { readFileSync } from 'node:fs';
import { FINDERS } from './sentence-finders.mjs';

/** The golden rules of the tests: texts and their sentences, by language. */
const golden = JSON.parse(
  readFileSync(new URL('../../test/fixtures/segmentation-golden.json', import.meta.url), 'utf8'),
);
const languages = Object.keys(golden);

/** Folds white space as the tests do before they compare sentences. */
const fold = (sentence) => sentence.trim().replace(/\s+/g, ' ');

function followed(find, language) {
  return golden[language].filter(({ text, sentences }) => {
    const found = find(text, language)
      .map(fold)
      .filter((sentence) => sentence !== '');
    return found.join('\n') === sentences.map(fold).join('\n');
  }).length;
}

/**
 * Returns the number of rules that each finder follows, in total and by language: every language for our finder,
 * English and Russian for its peers.
 */
export function ruleScores() {
  return Object.entries(FINDERS).flatMap(([finder, { name, find }]) => {
    const counts = Object.fromEntries(languages.map((language) => [language, followed(find, language)]));
    const row = (key, value, of) => ({
      id: `segment.rules_${key}_${finder}`,
      what: `${name}, rules followed: ${key}`,
      value,
      unit: `of ${of}`,
      better: 'more',
      spread: 0,
    });
    const all = (of) => languages.reduce((sum, language) => sum + of(language), 0);
    return [
      row(
        'all',
        all((language) => counts[language]),
        all((language) => golden[language].length),
      ),
      ...languages
        .filter((language) => finder === 'ours' || language === 'en' || language === 'ru')
        .map((language) => row(language, counts[language], golden[language].length)),
    ];
  });
}
