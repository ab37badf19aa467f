import type { SpokenWords } from '../languages/types.js';

const NUMBER = String.raw`\d+(?:[.,]\d+)*`;
/** The start of a number: not in a word, another number or a formula. */
const START = String.raw`(?<![\p{L}\d.,^])`;
const CURRENCY = /^\p{Sc}$/u;
const ABOUT = /[~≈] ?(?=\p{Sc}?\d)/gu;
const RANGE = /(?<=\d) ?– ?(?=\p{Sc}?\d)/gu;
const MINUS = /(?<=^|[ (])[-−](?=\d)/g;
const YEAR = /^\d{4}$/;

/** Returns a function that replaces the units, currencies and signs beside numbers by words of a language. */
export function quantitySayer(subtag: string, words: SpokenWords): (text: string) => string {
  const rules = new Intl.PluralRules(subtag);
  const units = new Map(Object.entries(words.units).map(([unit, forms]) => [unit, forms.split(' | ')] as const));
  const withUnit = (number: string, unit: string): string => {
    const forms = units.get(unit)!;
    const form = words.plurals.indexOf(rules.select(amountOf(number)));
    return `${number} ${forms[Math.max(0, Math.min(form, forms.length - 1))]}`;
  };

  const names = [...units.keys()];
  const currencies = names.filter((unit) => CURRENCY.test(unit));
  // A single letter is a unit only after a space: "1980s" and "5G" contain no unit.
  const joinable = names.filter((unit) => !/^\p{L}$/u.test(unit));
  // The full stop of a unit is removed if the sentence goes on: "5 min. later".
  const suffixed = new RegExp(
    `${START}(${NUMBER})(?: (${alternationOf(names)})| ?(${alternationOf(joinable)}))(?![\\p{L}\\d²³/°])(?:\\.(?= \\p{Ll}))?`,
    'gu',
  );
  const scale = words.scales.length > 0 ? `(?: (${alternationOf(words.scales)}))?` : '()';
  const prefixed = new RegExp(`(?:US)?(${alternationOf(currencies)}) ?(${NUMBER})${scale}(?![\\p{L}\\d])`, 'gu');

  return (text) => {
    if (!/\d/.test(text)) return text;
    let spoken = text.replace(ABOUT, `${words.about} `);
    if (words.to !== undefined) spoken = spoken.replace(RANGE, ` ${words.to} `);
    if (words.minus !== undefined) spoken = spoken.replace(MINUS, `${words.minus} `);
    return spoken
      .replace(prefixed, (_, sign: string, number: string, scaled: string | undefined) =>
        scaled ? `${number} ${scaled} ${words.ofScale}${units.get(sign)!.at(-1)}` : withUnit(number, sign),
      )
      .replace(suffixed, (found, number: string, spaced: string | undefined, joined: string | undefined) => {
        const unit = spaced ?? joined!;
        return unit === words.yearUnit && YEAR.test(number) ? found : withUnit(number, unit);
      });
  };
}

/** Returns the source of a regular expression that matches any of the texts, longer ones first. */
export const alternationOf = (texts: Iterable<string>): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[$.*+?^()[\]{}|\\/]/g, '\\$&'))
    .join('|');

/** Returns the amount that selects the plural form. Three digits after the last point or comma are thousands. */
function amountOf(number: string): number {
  const mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const digits = number.replace(/[.,]/g, '');
  const decimals = mark < 0 ? 0 : number.length - mark - 1;
  return decimals === 0 || decimals === 3
    ? Number(digits)
    : Number(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}
