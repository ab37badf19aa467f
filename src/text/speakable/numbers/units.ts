import { alternationOf, NO_INITIALS, NUMBER, NUMBER_START, wordBefore } from '../patterns.js';
import { type Genitive, genitiveFinder, nounCounter, nounForms } from './counted-nouns.js';
import { formFor, type Rule, type RuleMaker } from './spoken-language.js';
import { unitNamer, unitSymbols } from './unit-names.js';
import { slashSayer } from './unit-slashes.js';

const SINGLE_LETTER = /^\p{L}$/u;
/** "2h30m": minutes, not meters. */
const HOURS_AND_MINUTES = /(?<=\d) ?(h|hrs?) ?(\d{1,2}) ?m(?:in)?(?![\p{L}\d²³])/gu;
/** Feet and inches: 5'10". */
const FEET_AND_INCHES = /(?<![\d.,])(\d{1,2})['’′] ?(\d{1,2})(?:["”″]|'')/gu;
/** The letters that are units also without a space, "12V": "1980s", "5G", "3D" and "4K" contain no unit. */
const JOINED_LETTERS = new Set(['m', 'g', 'V', 'W', 'l', 'L', 'h', 'M', 'м', 'г', 'В', 'л', 'ч']);
const MAY_BE_ALONE = /[²³]/;
/** Matches every text with a typed power, hours and minutes, or feet and inches: one search is faster than three. */
const MAY_BE_TYPED = /\d ?[h'’′]|[23](?<=[\p{L}^][23])/u;
/** The slash after a word: "99 Cent/100 g". */
const SLASH_OVER_MANY = /\/(?<=\p{L}{3}\/)(?=10{2,3} ?\p{L})/gu;
/** Powers that are typed without a raised digit: "m/s^2", "9.81 m/s2", "50 m^2", "50 m2". */
const TYPED_POWER =
  /\^?([23])(?<=(?:\d ?(?:[kcdm]?m|ft|mi|in|км|см|мм|м)|\p{L}\/(?:s|с|[kc]?m|км|см|м))\^?[23])(?![\p{L}\d]|[.,]\d)/gu;
/** The symbols that are units also without a number: "in km/h". */
const UNMISTAKABLE = /[²³]$|\p{L}\/\p{L}/u;
/** The text after a full stop that does not end the sentence. */
const GOES_ON = /^(?:[,;:)]| \(?[\p{Ll}\d])/u;
const YEAR = /^\d{4}$/;
/** The most letters of a preposition before a year. */
const PREPOSITION_LENGTH = 3;
/** Round numbers of four digits are amounts rather than years, unless a preposition stands before them. */
const ROUND = 50;
/** A number that stands for many, as a unit follows "million". */
const MANY = 1_000_000;
/** A number of things without a number. */
const SEVERAL = 5;

/** Tells whether a number before the abbreviation of "year", which is a unit, too, is a year: "в 1998 г", but "= 1000 г". */
const isYear = (number: string, before: string): boolean =>
  YEAR.test(number) && (Number(number) % ROUND !== 0 || (before !== '' && before.length <= PREPOSITION_LENGTH));

/** Says units after a number in the language's words and forms: "5 km/h", "12V", "20 °C", "5 million km". */
export const sayUnits: RuleMaker = (language) => {
  const { units = {} } = language.words;
  const nameOf = unitNamer(language);
  const count = nounCounter(language);
  const genitiveOf = genitiveFinder(language);
  const stops = new Set(units.stops?.split(' '));
  const symbols = unitSymbols(language);
  const scales = Object.keys(units.scales ?? {});
  const scale = scales.length > 0 ? `(?: (${alternationOf(scales)})(?!\\p{L})\\.?)?` : '()';
  const end = `(?![\\p{L}\\d²³°])(?!/[\\p{L}\\d])${NO_INITIALS}`;
  const symbol = alternationOf(symbols);
  // The engine reads some symbols well, but not after a slash.
  const lower = alternationOf([...symbols, ...(units.read?.split(' ') ?? [])]);
  const many = `/10{2,3} ?(?:${lower})`;
  const counted = new RegExp(
    `${NUMBER_START}(${NUMBER})${scale}([ -]?)((?:${symbol})(?:${many}|/(?:${symbol}))?)${end}(\\.)?`,
    'gu',
  );
  const alone = new RegExp(
    `(?<![\\p{L}\\d/.])(?:${alternationOf(symbols.filter((symbol) => UNMISTAKABLE.test(symbol)))})${end}`,
    'gu',
  );

  const overMany = new RegExp(`(?<![\\p{L}\\d/.]|\\d )(?:${symbol})${many}${end}`, 'gu');

  const sayCounted = (
    number: string,
    scaled: string | undefined,
    gap: string,
    symbol: string,
    genitive: Genitive | undefined,
  ): string | undefined => {
    const isLetter = SINGLE_LETTER.test(symbol);
    // "The 1980s", but "9.58s".
    const isJoinable = JOINED_LETTERS.has(symbol) || /[.,]/.test(number);
    if (isLetter && (gap === '-' || (gap === '' && !isJoinable))) return undefined;
    const forms = nameOf(symbol);
    if (forms === undefined) return undefined;
    // "A 10-km run" has no plural.
    if (gap === '-') return forms[0]!.replace('$ ', `${number}-`).replace('$', number);
    if (!scaled) return count(number, forms, genitive);
    const amount = count(number, nounForms(units.scales![scaled]!), genitive);
    return formFor(forms, MANY, language).replace('$', () => amount);
  };

  const [feetForms, inchForms] = [nameOf('ft') ?? ['$'], nameOf('inch') ?? ['$']];
  const sayWithoutNumber =
    (pattern: RegExp): Rule =>
    (text) =>
      text.replace(pattern, (symbol) => {
        const forms = nameOf(symbol);
        return forms === undefined ? symbol : formFor(forms, SEVERAL, language).replace(/\$ ?/, '');
      });
  const sayAlone = sayWithoutNumber(alone);
  const sayOverMany = sayWithoutNumber(overMany);
  const { perMany = units.per } = units;
  const sayUnitSlashes = slashSayer(language, symbols);
  const saySlashes = (text: string): string => {
    const whole = sayOverMany(text);
    const over = perMany === undefined ? whole : whole.replace(SLASH_OVER_MANY, ` ${perMany} `);
    return sayUnitSlashes === undefined ? over : sayUnitSlashes(over);
  };
  const withoutTypedForms: Rule = (text) => {
    if (!MAY_BE_TYPED.test(text)) return text;
    return text
      .replace(TYPED_POWER, (_, digit: string) => (digit === '2' ? '²' : '³'))
      .replace(HOURS_AND_MINUTES, '$1 $2 min')
      .replace(
        FEET_AND_INCHES,
        (_, feet: string, inches: string) => `${count(feet, feetForms)} ${count(inches, inchForms)}`,
      );
  };

  return (text) => {
    const separated = withoutTypedForms(text.includes('/') ? saySlashes(text) : text);
    const spoken = separated.replace(
      counted,
      (found, number: string, scaled, gap: string, symbol: string, stop = '', index: number) => {
        const genitive = genitiveOf(separated, index, index + found.length);
        if (symbol === units.yearUnit && isYear(number, wordBefore(separated, index))) return found;
        const said = sayCounted(number, scaled, gap, symbol, genitive);
        if (said === undefined) return found;
        const after = separated.slice(index + found.length, index + found.length + 3);
        // At the text's end, the full stop of an abbreviation also ends the sentence.
        const end = after === '' && symbol.endsWith('.') ? '.' : stop;
        return GOES_ON.test(after) || (stops.has(symbol) && after !== '') ? said : said + end;
      },
    );
    return spoken.includes('/') || MAY_BE_ALONE.test(spoken) ? sayAlone(spoken) : spoken;
  };
};
