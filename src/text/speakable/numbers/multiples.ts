import { NUMBER, NUMBER_START } from '../patterns.js';
import { nounCounter, nounForms } from './counted-nouns.js';
import type { RuleMaker } from './spoken-language.js';

/** Says the abbreviation of "times" between a number and a comparative: "в 2 р. больше" is no price. */
export const sayMultiples: RuleMaker = (language) => {
  const { multiple } = language.words.units ?? {};
  if (multiple === undefined) return undefined;
  const [before, after, noun] = multiple;
  const count = nounCounter(language);
  const forms = nounForms(noun);
  const pattern = new RegExp(
    `${NUMBER_START}(?<=(?<!\\p{L})(?:${before}) (?:\\d{1,9} ?[–—-] ?)?)(${NUMBER}) ?(?:${after})`,
    'giu',
  );
  return (text) => text.replace(pattern, (_, number: string) => count(number, forms));
};
