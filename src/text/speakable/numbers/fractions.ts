import { alternationOf, NEVER } from '../patterns.js';
import { formFor, formsOf, type RuleMaker } from './spoken-language.js';
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
const STOP = String.raw`(?:\.(?=[,;:)]| \(?[\p{Ll}\d]))?`;
/** An amount between one and two. */
const HALF = 1.5;
const FEMININE = /^ (?:de |di )?\p{L}{2,20}as?(?!\p{L})/u;
const ROUND = new Set([10, 20, 50, 100]);

/** Returns true for a systolic and a diastolic pressure, in mmHg. */
const isBloodPressure = (first: number, second: number): boolean =>
  first >= 90 && first <= 220 && second >= 50 && second <= 130 && first - second >= 20;

/** Says fractions and other pairs of numbers: "½ cup", "1½", "3/4", "8/10", "24/7". */
export const sayFractions: RuleMaker = (language) => {
  const { fractions, numbers, units } = language.words;
  const [oneAndHalf, feminineOneAndHalf] = formsOf(fractions?.oneAndHalf ?? '') as [string?, string?];
  const feminine = new RegExp(`^\\$ (?:${units?.gender?.feminine ?? NEVER})(?!\\p{L})`, 'iu');
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

  const sayPart = (numerator: number, denominator: number): string | undefined => {
    const forms = fractions?.parts[denominator];
    if (forms === undefined || numerator >= denominator) return undefined;
    const words = numerator === 2 ? numbers?.cardinal?.(numerator, true) : undefined;
    return formFor(formsOf(forms), numerator, language).replace('$', words ?? String(numerator));
  };
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
  const slash = new RegExp(
    `${SLASH}(?: ?(${alternationOf(unitSymbols(language))})(?![\\p{L}\\d²³])${STOP})?${END}`,
    'gu',
  );

  return (text) =>
    text
      // The sign becomes two numbers, so that one rule says both forms.
      .replace(SIGN, (_, digit: string | undefined, sign: string) => (digit ? `${digit} ` : '') + SIGNS[sign])
      .replace(slash, (found, whole, first: string, second: string, unit, index: number, all: string) => {
        const [numerator, denominator] = [Number(first), Number(second)];
        const after = all.slice(index + found.length, index + found.length + 26);
        const isHalf = numerator === 1 && denominator === 2;
        const mixed = whole === undefined ? undefined : sayMixed(Number(whole), numerator, denominator);
        if (unit !== undefined && mixed !== undefined && mixed === oneAndHalf) return sayOneAndHalf(unit);
        const part = mixed ?? sayPart(numerator, denominator);
        if (part === undefined)
          return `${whole ? `${whole} ` : ''}${pair(numerator, denominator)}${sayUnit(unit, first)}`;
        const unitName = sayUnit(unit, mixed && whole);
        const said =
          (isHalf ? agree(part, mixed === undefined ? unitName + after : after, mixed === undefined) : part) + unitName;
        return whole === undefined || mixed !== undefined ? said : `${whole} ${said}`;
      });
};
