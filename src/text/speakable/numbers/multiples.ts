import type { UnitWords } from '../../languages/unit-words.js';
import { anyCase, NEVER, NUMBER, NUMBER_START } from '../patterns.js';
import { nounCounter, nounForms } from './counted-nouns.js';
import { type Rule, type RuleMaker, rangeWord, type SpokenLanguage } from './spoken-language.js';

/** "3x", "2.5×", but no length, "3x4", and no term of a formula, "2x + 3", "f(3x)", "2x²"; a model has a capital: "Nexus 5X". */
const FACTOR = new RegExp(
  `${NUMBER_START}(?<![−+*/·^=<>[|√] ?|\\p{L}\\(|\\p{L}-|(?<!\\d ?)[-–] ?)(${NUMBER})(?:x|(?<!\\p{Lu}\\p{L}{0,20} \\d{1,9})X(?= \\p{Ll}{2})| ?×)` +
    `(?![\\p{L}\\d²³^'’]|(?<=×) \\d| ?[(=+*<>·√−×|]| ?/ ?(?!\\p{L}{2})| -|-\\d| ?[xyzn](?![\\p{L}'’]))(/)?`,
  'gu',
);
/** The mark between two multiples: "3x-4x", "3–5x". */
const BETWEEN =
  /(?<=(?<![\p{L}\d.,+*/^=-])\d{1,4}(?:[.,]\d{1,2})?)[x×]? ?[–-] ?(?=\d{1,4}(?:[.,]\d{1,2})?[x×](?![\d²³^]))/gu;
/** An unknown or a word of algebra, which makes "3x" a product. */
const ALGEBRA = String.raw`(?<![\p{L}\d])[xXf](?![\p{L}\d'’])|[xy][²³^]|\d[yn](?!\p{L})|= ?-?\d{0,9}x|\dx ?=`;
const MAY_HOLD_FACTOR = /\d ?[xX×]/;

/** Says numbers of times: "3x faster" in any language, and the abbreviation of a language, "в 2 р. больше", which is no price. */
export const sayMultiples: RuleMaker = (language) => {
  const { units = {} } = language.words;
  const rules = [timesSayer(units, language), abbreviatedTimes(units, language)].filter((rule) => rule !== undefined);
  return rules.length === 0 ? undefined : (text) => rules.reduce((said, rule) => rule(said), text);
};

function timesSayer({ times, wholeTimes = {}, noTimes, per }: UnitWords, language: SpokenLanguage): Rule | undefined {
  if (times === undefined) return undefined;
  const count = nounCounter(language);
  const forms = nounForms(times);
  const isAlgebra = new RegExp(`${ALGEBRA}|(?<!\\p{L})(?:${anyCase(noTimes ?? NEVER)})`, 'u');
  return (text) => {
    if (!MAY_HOLD_FACTOR.test(text) || isAlgebra.test(text)) return text;
    return text
      .replace(BETWEEN, rangeWord(language.words))
      .replace(FACTOR, (_, number: string, slash: string | undefined) => {
        const said = wholeTimes[Number(number)] ?? count(number, forms);
        return slash === undefined ? said : `${said} ${per ?? ''} `;
      });
  };
}

function abbreviatedTimes({ multiple }: UnitWords, language: SpokenLanguage): Rule | undefined {
  if (multiple === undefined) return undefined;
  const [before, after, noun] = multiple;
  const count = nounCounter(language);
  const forms = nounForms(noun);
  const pattern = new RegExp(
    `${NUMBER_START}(?<=(?<!\\p{L})(?:${before}) (?:\\d{1,9} ?[–—-] ?)?)(${NUMBER}) ?(?:${after})`,
    'giu',
  );
  return (text) => text.replace(pattern, (_, number: string) => count(number, forms));
}
