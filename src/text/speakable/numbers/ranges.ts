import { amountOf, type RuleMaker } from './spoken-language.js';

/** Two numbers with a hyphen between them, and no other mark or letter beside: no code, score, date or formula. */
const HYPHEN =
  /(?<![\p{L}\d.,/:+^-])(\d{1,9}(?:[.,]\d{1,9})?)( ?)-\2(\d{1,9}(?:[.,]\d{1,9})?)(?![\d/:^=]|[.,-]\d|-\p{L}| ?=)/gu;
const DASH = /(?<=\d(?: ?%| ?°)?) ?– ?(?=[\p{Sc}+−-]?\d)|(?<=\d)—(?=\d)|(?<=\d ?[%°])-(?=\d)/gu;
/** Dots between two numbers, "5…7", but not in "1…2…3", and a dash before a sign, "−5…−7", "−5–−7". */
const DOTS = /(?<=(?<![.…\d] ?)\d{1,6} ?[%°]?) ?(?:…|\.{3}) ?(?=\d{1,6}(?!\d| ?(?:…|\.\.)))/gu;
const BEFORE_SIGN = /(?<=\d ?[%°]?) ?(?:…|\.{3}|[–—]) ?(?=[+−-]\d)/gu;
/** A unit that stands after both numbers: "1kg-2kg", "5°C–8°C". */
const SAME_UNIT = /(?<=\d ?)([\p{L}°]{1,3}) ?[–-] ?(?=\d{1,9}(?:[.,]\d{1,9})? ?\1(?!\p{L}))/gu;
const YEAR = /^[12]\d{3}$/;

/** Says ranges, "5–10", "2-3", "2020-2024": a hyphen between two numbers is one if the second number is larger. */
export const sayRanges: RuleMaker =
  ({ words: { to, saysHyphen } }) =>
  (text) => {
    const spoken = text
      .replace(BEFORE_SIGN, ' – ')
      .replace(DOTS, '–')
      .replace(SAME_UNIT, to === undefined ? '$1–' : `$1 ${to} `)
      .replace(HYPHEN, (found, first: string, space: string, second: string) => {
        if (isRange(first, second)) return to === undefined ? `${first}–${second}` : `${first} ${to} ${second}`;
        // A spaced hyphen may be a minus. The engine says a joined one: "dash", "minus".
        return space === '' && saysHyphen ? `${first} ${second}` : found;
      });
    return to === undefined ? spoken : spoken.replace(DASH, ` ${to} `);
  };

function isRange(first: string, second: string): boolean {
  if (/^0\d/.test(first) || /^0\d/.test(second)) return false;
  // "2023-24" are two years.
  if (YEAR.test(first) && second.length === 2) return Number(first.slice(2)) < Number(second);
  return amountOf(first) < amountOf(second);
}
