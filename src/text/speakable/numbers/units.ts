import { alternationOf, NUMBER, NUMBER_START } from '../patterns.js';
import { nounCounter, nounForms } from './counted-nouns.js';
import { formFor, type Rule, type RuleMaker } from './spoken-language.js';
import { unitNamer } from './unit-names.js';
import { UNIT_SYMBOLS } from './unit-symbols.js';

const SINGLE_LETTER = /^\p{L}$/u;
/** The letters that are units also without a space, "12V": "1980s", "5G", "3D" and "4K" contain no unit. */
const JOINED_LETTERS = new Set(['m', 'g', 'V', 'W', 'l', 'L', 'h', 'M', 'м', 'г', 'В', 'л', 'ч']);
/** The symbols that are units also without a number: "in km/h". */
const MAY_BE_ALONE = /[²³]|\p{L}\/\p{L}/u;
const UNMISTAKABLE = /[²³]$|\p{L}\/\p{L}/u;
/** The text after a full stop that does not end the sentence. */
const GOES_ON = /^(?:[,;:)]| [\p{Ll}\d])/u;
const YEAR = /^\d{4}$/;
/** A number that stands for many, as a unit follows "million". */
const MANY = 1_000_000;
/** A number of things without a number. */
const SEVERAL = 5;

/** Says units after a number in the language's words and forms: "5 km/h", "12V", "20 °C", "5 million km". */
export const sayUnits: RuleMaker = (language) => {
  const { units = {} } = language.words;
  const nameOf = unitNamer(language);
  const count = nounCounter(language);
  const stops = new Set(units.stops?.split(' '));
  const tables = [UNIT_SYMBOLS, units.symbols, units.names];
  const symbols = new Set(tables.flatMap((table) => Object.keys(table ?? {})));
  for (const symbol of units.read?.split(' ') ?? []) symbols.delete(symbol);
  const scales = Object.keys(units.scales ?? {});
  const scale = scales.length > 0 ? `(?: (${alternationOf(scales)})(?!\\p{L})\\.?)?` : '()';
  const end = '(?![\\p{L}\\d²³°])(?!/[\\p{L}\\d])';
  const counted = new RegExp(`${NUMBER_START}(${NUMBER})${scale}([ -]?)(${alternationOf(symbols)})${end}(\\.)?`, 'gu');
  const alone = new RegExp(
    `(?<![\\p{L}\\d/.])(?:${alternationOf([...symbols].filter((symbol) => UNMISTAKABLE.test(symbol)))})${end}`,
    'gu',
  );

  const sayCounted = (number: string, scaled: string | undefined, gap: string, symbol: string): string | undefined => {
    const isLetter = SINGLE_LETTER.test(symbol);
    if (isLetter && (gap === '-' || (gap === '' && !JOINED_LETTERS.has(symbol)))) return undefined;
    if (symbol === units.yearUnit && YEAR.test(number)) return undefined;
    const forms = nameOf(symbol);
    if (forms === undefined) return undefined;
    // "A 10-km run" has no plural.
    if (gap === '-') return forms[0]!.replace('$ ', `${number}-`).replace('$', number);
    if (!scaled) return count(number, forms);
    const amount = count(number, nounForms(units.scales![scaled]!));
    return formFor(forms, MANY, language).replace('$', () => amount);
  };

  const sayAlone: Rule = (text) =>
    text.replace(alone, (symbol) => {
      const forms = nameOf(symbol);
      return forms === undefined ? symbol : formFor(forms, SEVERAL, language).replace(/\$ ?/, '');
    });

  return (text) => {
    const spoken = text.replace(
      counted,
      (found, number: string, scaled, gap: string, symbol: string, stop = '', index: number) => {
        const said = sayCounted(number, scaled, gap, symbol);
        if (said === undefined) return found;
        const after = text.slice(index + found.length, index + found.length + 2);
        const belongs = GOES_ON.test(after) || (stops.has(symbol) && after !== '');
        return belongs ? said : said + stop;
      },
    );
    return MAY_BE_ALONE.test(spoken) ? sayAlone(spoken) : spoken;
  };
};
