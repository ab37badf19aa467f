import { formFor, formsOf, type RuleMaker } from './spoken-language.js';

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
const SLASH = /(?<![\p{L}\d/.,:^-])(?:(\d{1,3}) )?(\d{1,3})[/⁄](\d{1,3})(?![\p{L}\d/⁄^]|[.,:]\d)/gu;
const FEMININE = /^ (?:de |di )?\p{L}{2,20}as?(?!\p{L})/u;
const ROUND = new Set([10, 20, 50, 100]);

/** Says fractions and other pairs of numbers: "½ cup", "1½", "3/4", "8/10", "24/7". */
export const sayFractions: RuleMaker = (language) => {
  const { fractions, numbers } = language.words;
  const pair = (first: number, second: number): string =>
    fractions?.outOf !== undefined && ROUND.has(second) && first <= second
      ? `${first} ${fractions.outOf} ${second}`
      : `${first} ${second}`;

  /** Returns a phrase with the half in the gender of the noun after it. */
  const agree = (phrase: string, after: string): string =>
    fractions?.feminineHalf !== undefined && FEMININE.test(after)
      ? phrase.replace(/\p{L}+$/u, fractions.feminineHalf)
      : phrase;

  const sayPart = (numerator: number, denominator: number): string | undefined => {
    const forms = fractions?.parts[denominator];
    if (forms === undefined || numerator >= denominator) return undefined;
    const words = numerator === 2 ? numbers?.cardinal?.(numerator, true) : undefined;
    return formFor(formsOf(forms), numerator, language).replace('$', words ?? String(numerator));
  };
  const sayMixed = (whole: number, numerator: number, denominator: number): string | undefined => {
    if (fractions === undefined) return undefined;
    const isHalf = numerator === 1 && denominator === 2;
    if (isHalf && whole === 1 && fractions.oneAndHalf !== undefined) return fractions.oneAndHalf;
    if (isHalf) return fractions.andHalf.replace('$', String(whole));
    const part = sayPart(numerator, denominator);
    return part && fractions.mixed.replace('$', String(whole)).replace('#', part);
  };

  return (text) =>
    text
      // The sign becomes two numbers, so that one rule says both forms.
      .replace(SIGN, (_, digit: string | undefined, sign: string) => (digit ? `${digit} ` : '') + SIGNS[sign])
      .replace(SLASH, (found, whole: string | undefined, first: string, second: string, index: number, all: string) => {
        const [numerator, denominator] = [Number(first), Number(second)];
        const after = all.slice(index + found.length, index + found.length + 26);
        const mixed = whole && sayMixed(Number(whole), numerator, denominator);
        const isHalf = numerator === 1 && denominator === 2;
        if (mixed) return isHalf ? agree(mixed, after) : mixed;
        const part = sayPart(numerator, denominator);
        const said = part === undefined ? pair(numerator, denominator) : isHalf ? agree(part, after) : part;
        return whole === undefined ? said : `${whole} ${said}`;
      });
};
