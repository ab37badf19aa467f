import { alternationOf, NEVER } from '../patterns.js';
import { genderFinder } from './noun-genders.js';
import { formFor, formsOf, type Rule, type RuleMaker, type SpokenLanguage } from './spoken-language.js';
import { unitNamer, unitSymbols } from './unit-names.js';

const SIGNS: Readonly<Record<string, string>> = {
  '½': '1/2',
  '⅓': '1/3',
  '⅔': '2/3',
  '¼': '1/4',
  '¾': '3/4',
  '⅕': '1/5',
  '⅖': '2/5',
  '⅗': '3/5',
  '⅘': '4/5',
  '⅙': '1/6',
  '⅚': '5/6',
  '⅐': '1/7',
  '⅛': '1/8',
  '⅜': '3/8',
  '⅝': '5/8',
  '⅞': '7/8',
  '⅑': '1/9',
  '⅒': '1/10',
};
const SIGN = /(?:(\d) ?)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])/gu;
const SLASH = String.raw`(?=\d)(?<![\p{L}\d/.,:^-])(?:(\d{1,3}) )?(\d{1,3})[/⁄](\d{1,3})`;
const END = String.raw`(?![\p{L}\d/⁄^]|[.,:]\d)`;
/** The full stop of an abbreviated unit that does not end the sentence. */
export const STOP = String.raw`(?:\.(?=[,;:)]| \(?[\p{Ll}\d]))?`;
/** An amount between one and two. */
const HALF = 1.5;
const FEMININE = /^ (?:de |di )?\p{L}{2,20}as?(?!\p{L})/u;
/** Points with decimals, and their maximum: "4,5/5". */
const SCORE = /(?<![\p{L}\d/.,:^-])(\d{1,2}[.,]\d{1,2})\/(5|10|20|100)(?![\p{L}\d/]|[.,]\d)/gu;
const VOWEL = /^ [aeiouéh]/;
/** A noun behind a part. */
const NOUN = /^ (\p{Ll}{2,24})(?!\p{L})/u;
/** The article of a part: "un tercio". */
const FIRST_WORD = /^un /;
const ROUND = new Set([10, 20, 50, 100]);

/** Returns the text with each sign of a fraction as two numbers, so that one rule says both forms. */
export const inDigits = (text: string): string =>
  text.replace(SIGN, (_, digit: string | undefined, sign: string) => (digit ? `${digit} ` : '') + SIGNS[sign]);

/** Returns the function that names a part: "3 quarters"; undefined = it has no name. */
export function partNamer(language: SpokenLanguage): (numerator: number, denominator: number) => string | undefined {
  const { fractions, numbers } = language.words;
  return (numerator, denominator) => {
    const forms = fractions?.parts[denominator];
    if (forms === undefined || numerator >= denominator) return undefined;
    const words = numerator === 2 ? numbers?.cardinal?.(numerator, true) : undefined;
    return formFor(formsOf(forms), numerator, language).replace('$', words ?? String(numerator));
  };
}

/** Returns true for a systolic and a diastolic pressure, in mmHg. */
const isBloodPressure = (first: number, second: number): boolean =>
  first >= 90 && first <= 220 && second >= 50 && second <= 130 && first - second >= 20;

/** Says fractions and other pairs of numbers: "½ cup", "1½", "3/4", "8/10", "24/7". */
export const sayFractions: RuleMaker = (language) => {
  const { fractions, units } = language.words;
  const [oneAndHalf, feminineOneAndHalf] = formsOf(fractions?.oneAndHalf ?? '') as [string?, string?];
  const feminine = new RegExp(`^\\$ (?:${units?.gender?.feminine ?? NEVER})(?!\\p{L})`, 'iu');
  const article = new RegExp(`(?<!\\p{L})(?:${fractions?.articles ?? NEVER}) $`, 'iu');
  const pair = (first: number, second: number): string =>
    fractions?.over !== undefined && isBloodPressure(first, second)
      ? `${first} ${fractions.over} ${second}`
      : fractions?.outOf !== undefined && (first === second || (ROUND.has(second) && first < second))
        ? `${first} ${fractions.outOf} ${second}`
        : `${first} ${second}`;

  const halves = fractions?.halves?.map(
    ([nouns, phrase]) => [new RegExp(`^ (?:${nouns})(?!\\p{L})`, 'u'), phrase] as const,
  );
  /** Returns a phrase with the half in the gender of the noun after it. `isAlone` tells that no whole number precedes. */
  const agree = (phrase: string, after: string, isAlone: boolean): string =>
    (isAlone ? halves : undefined)?.find(([nouns]) => nouns.test(after))?.[1] ??
    (fractions?.feminineHalf !== undefined && FEMININE.test(after)
      ? phrase.replace(/\p{L}+$/u, fractions.feminineHalf)
      : phrase);

  const sayPart = partNamer(language);
  const sayMixed = (whole: number, numerator: number, denominator: number): string | undefined => {
    if (fractions === undefined) return undefined;
    const isHalf = numerator === 1 && denominator === 2;
    if (isHalf && whole === 1 && oneAndHalf) return oneAndHalf;
    if (isHalf) return fractions.andHalf.replace('$', String(whole));
    const part = sayPart(numerator, denominator);
    return part && fractions.mixed.replace('$', String(whole)).replace('#', part);
  };

  // "½ km" has the form of a part: "one half kilometer", "половина километра".
  const unitOf = unitNamer(language);
  const sayUnit = (symbol: string | undefined, whole: string | undefined): string => {
    const forms = symbol === undefined ? undefined : unitOf(symbol);
    if (forms === undefined) return symbol === undefined ? '' : ` ${symbol}`;
    const form =
      whole === undefined && !language.categories.includes('few') ? forms[0]! : formFor(forms, HALF, language);
    return form.replace(/^\$ ?/, ' ');
  };
  /** Returns "1½" with its unit: "полтора часа", "полторы столовые ложки". */
  const sayOneAndHalf = (symbol: string): string => {
    const forms = unitOf(symbol);
    if (forms === undefined) return `${oneAndHalf} ${symbol}`;
    const phrase = feminine.test(forms[0]!) ? (feminineOneAndHalf ?? oneAndHalf) : oneAndHalf;
    return phrase + formFor(forms, fractions?.oneAndHalfAs ?? HALF, language).replace(/^\$ ?/, ' ');
  };
  const genderOf = genderFinder(language);
  const [of, ofVowel = of] = formsOf(fractions?.ofNoun ?? '') as [string, string?];
  /** Returns the unit, or the word before another noun, as they stand behind a part: " de litro", " d'heure", " de". */
  const ofNoun = (unitName: string, after: string): string => {
    if (of === '') return unitName;
    if (unitName !== '')
      return VOWEL.test(unitName) && of !== ofVowel ? ` ${ofVowel}${unitName.trim()}` : ` ${of}${unitName}`;
    const gender = genderOf(NOUN.exec(after)?.[1] ?? '');
    const isElided = of !== ofVowel && VOWEL.test(after);
    return gender === undefined || gender === 'none' || isElided ? '' : ` ${of}`;
  };
  const { outOf } = fractions ?? {};
  const withScores: Rule = (text) => (outOf === undefined ? text : text.replace(SCORE, `$1 ${outOf} $2`));
  const slash = new RegExp(
    `${SLASH}(?: ?(${alternationOf(unitSymbols(language))})(?![\\p{L}\\d²³])${STOP})?${END}`,
    'gu',
  );

  return (text) =>
    withScores(inDigits(text)).replace(
      slash,
      (found, whole, first: string, second: string, unit, index: number, all: string) => {
        const [numerator, denominator] = [Number(first), Number(second)];
        const after = all.slice(index + found.length, index + found.length + 26);
        const isHalf = numerator === 1 && denominator === 2;
        const mixed = whole === undefined ? undefined : sayMixed(Number(whole), numerator, denominator);
        if (unit !== undefined && mixed !== undefined && mixed === oneAndHalf) return sayOneAndHalf(unit);
        const part = mixed ?? sayPart(numerator, denominator);
        if (part === undefined)
          return `${whole ? `${whole} ` : ''}${pair(numerator, denominator)}${sayUnit(unit, first)}`;
        const unitName = sayUnit(unit, mixed && whole);
        if (whole === undefined && !isHalf) {
          const isAfterArticle = numerator === 1 && article.test(all.slice(Math.max(0, index - 8), index));
          return (isAfterArticle ? part.replace(FIRST_WORD, '') : part) + ofNoun(unitName, after);
        }
        const said =
          (isHalf ? agree(part, mixed === undefined ? unitName + after : after, mixed === undefined) : part) + unitName;
        return whole === undefined || mixed !== undefined ? said : `${whole} ${said}`;
      },
    );
};
