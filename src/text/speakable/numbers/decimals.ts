import { anyCase } from '../patterns.js';
import { formFor, formsOf, type RuleMaker } from './spoken-language.js';

/** A decimal number, in no version, date, address or time. */
const DECIMAL = /(?=\d)(?<![\p{L}\d.,:/-]|[vV] ?)(\d{1,12})([.,])(\d{1,12})(?![\p{L}\d/:]|[.,]\d|-\d)/gu;
const INTEGER = /(?=\d)(?<![\p{L}\d.,:/+-])[1-9]\d{2,11}(?![\p{L}\d:/]|[.,-]\d)/gu;
const THOUSANDS = /^[1-9]\d{0,2}$/;
const MAX_PLACES = 3;

/** Says decimals in a language in which the engine does not: "1.5" as "1,5", or as words where it says neither mark. */
export const sayDecimals: RuleMaker = (language) => {
  const { decimals, numbers } = language.words;
  if (decimals === undefined) return undefined;
  const { places, whole, mark, integersFrom, notAfter = '(?!)' } = decimals;
  const isNoDecimal = new RegExp(`(?<!\\p{L})(?:${anyCase(notAfter)}) $`, 'u');

  const inWords = (first: string, part: string): string | undefined => {
    if (places === undefined || part.length > MAX_PLACES) return undefined;
    const before = numbers?.cardinal?.(Number(first), true);
    const after = numbers?.cardinal?.(Number(part), true);
    if (before === undefined || after === undefined) return undefined;
    const wholes = formFor(formsOf(whole!), Number(first), language);
    const parts = formFor(formsOf(places[part.length - 1]!), Number(part), language);
    return `${before} ${wholes} ${after} ${parts}`;
  };

  return (text) => {
    const spoken = text.replace(DECIMAL, (found, first: string, sign: string, part: string, index: number) => {
      const isGroup = part.length === MAX_PLACES && sign === language.groupMark && THOUSANDS.test(first);
      if (isGroup) return first + part;
      if (sign === '.' && language.decimalMark === ',' && isNoDecimal.test(text.slice(Math.max(0, index - 16), index)))
        return found;
      if (part.length <= (decimals.readPlaces ?? 0)) return `${first},${part}`;
      const words = inWords(first, part);
      if (words !== undefined) return words;
      if (mark !== undefined) return `${first} ${mark} ${/^0|.{4}/.test(part) ? [...part].join(' ') : part}`;
      return sign === language.decimalMark ? found : first + language.decimalMark + part;
    });
    return integersFrom === undefined
      ? spoken
      : spoken.replace(INTEGER, (digits) =>
          Number(digits) < integersFrom ? digits : (numbers?.cardinal?.(Number(digits), false) ?? digits),
        );
  };
};
