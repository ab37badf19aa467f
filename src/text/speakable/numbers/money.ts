import { alternationOf, NO_INITIALS, NUMBER, NUMBER_START } from '../patterns.js';
import { type Genitive, genitiveFinder, nounCounter, nounForms } from './counted-nouns.js';
import { CODES_AFTER_AMOUNT, CURRENCIES, centsOf, currencyNamer } from './currencies.js';
import { formFor, formsOf, type Rule, type RuleMaker } from './spoken-language.js';
import { unitNamer } from './unit-names.js';

/** A sign that stands before an amount: a symbol, or the code of a currency. */
const IS_PREFIX = /\p{Sc}$|^[A-Z]{3}$/u;
/** Matches every text with such a sign, and others with three capitals. */
const HAS_PREFIX = /\p{Sc}|[A-Z]{3}/u;
const IS_CODE = /^[A-Z]{3}$/;
/** An amount with two digits of hundredths. */
const WITH_CENTS = /^(\d{1,12}(?:[.,]\d{3})*)[.,](\d\d)$/;
/** An amount below one with a single digit, or without its zero: "$0.5", "$.50". */
const TENTHS = /^0[.,]\d$/;
const CENTS_ALONE = /\.(?<=\p{Sc}\.)(?=\d{1,2}(?!\.?\d))/gu;
/** An amount that stands for many, as a currency follows "million". */
const MANY = 1_000_000;

/**
 * Says amounts of money: the currency after the number, in its form, and the hundredth parts where people do: "$5",
 * "5 USD", "3,50 €", "$5 million", "$5-10", "$5/month".
 */
export const sayMoney: RuleMaker = (language) => {
  const { money = {}, units = {}, to, signs = {}, operators = {} } = language.words;
  const { join, ofScale = '', scaleWithoutOf } = money;
  const minusWord = signs['-'] ?? operators['-'] ?? 'minus';
  const { scales = {}, per } = units;
  const count = nounCounter(language);
  const genitiveOf = genitiveFinder(language);
  const currencyOf = currencyNamer(language);
  const unitOf = unitNamer(language);

  const sayAmount = (
    number: string,
    scale: string | undefined,
    sign: string,
    genitive: Genitive | undefined,
  ): string => {
    const forms = currencyOf(sign);
    if (scale) {
      const amount = count(number, nounForms(scales[scale]!), genitive);
      return formFor(forms, MANY, language).replace(/\$ ?(?=([aeiouéh])?)/, (mark, vowel: string | undefined) => {
        const [of = '', ofVowel = of] = scales[scale] === scaleWithoutOf ? [] : formsOf(ofScale);
        const link = vowel === undefined ? of : ofVowel;
        return `${amount}${mark === '$' ? '' : ' '}${link}${/\p{L}$/u.test(link) ? ' ' : ''}`;
      });
    }
    const padded = TENTHS.test(number) ? `${number}0` : number;
    const [, whole, hundredths] = (join !== undefined && WITH_CENTS.exec(padded)) || [];
    if (whole === undefined || hundredths === undefined) return count(number, forms, genitive);
    const cents = centsOf(sign, language);
    const parts = Number(hundredths) === 0 ? undefined : cents && count(String(Number(hundredths)), cents, genitive);
    if (parts === undefined) return count(Number(hundredths) === 0 ? whole : number, forms, genitive);
    return Number(whole) === 0 ? parts : `${count(whole, forms, genitive)}${join}${parts}`;
  };
  const sayPer = (unit: string | undefined): string =>
    !unit ? '' : ` ${per} ${unitOf(unit)?.at(0)?.replace(/\$ ?/, '') ?? unit}`;

  const allSigns = [...Object.keys(CURRENCIES), ...Object.keys(money.signs ?? {})];
  const scaleNames = Object.keys(scales);
  // The full stop of a scale belongs to it before a sign: "5 Mio. €".
  const scaleBefore = (end: string): string =>
    scaleNames.length > 0 ? `(?: ?(${alternationOf(scaleNames)})(?!\\p{L})${NO_INITIALS}${end})?` : '()';
  // Elsewhere it belongs to it unless it ends the text: "$3 Mio. im Jahr".
  const stops = units.stops?.split(' ') ?? [];
  const scale = scaleBefore(stops.length === 0 ? '' : `(?:(?<=${alternationOf(stops)})\\.(?!$))?`);
  const perUnit = per === undefined ? '()' : '(?:/([\\p{L}²³]{1,12})(?![\\p{L}/])(?:\\.(?= \\p{Ll}))?)?';
  // A code behind the amount tells whose dollars or pesos they are: "$1,500 MXN".
  const code = `(?: ?(${alternationOf(allSigns.filter((it) => IS_CODE.test(it)))}))?`;
  const isPrefix = (sign: string): boolean => IS_PREFIX.test(sign) && !CODES_AFTER_AMOUNT.has(sign);
  const prefixed = new RegExp(
    `(?=[-−\\p{Sc}A-Z])(?<![\\p{L}\\d])([-−])?(${alternationOf(allSigns.filter(isPrefix))}) ?(${NUMBER})${scale}` +
      `(?: ?[–—-] ?\\p{Sc}?(${NUMBER})${scale})?${code}(?![\\p{L}\\d])${perUnit}`,
    'gu',
  );
  const suffixed = new RegExp(
    `${NUMBER_START}(${NUMBER})${scaleBefore('\\.?')} ?(${alternationOf(allSigns)})(?![\\p{L}\\d])(?:\\.(?= \\(?[\\p{Ll}\\d]|[,;:)/]))?${perUnit}`,
    'gu',
  );
  const sayPrefixed: Rule = (text) =>
    text
      .replace(CENTS_ALONE, '0.')
      .replace(
        prefixed,
        (found, minus, sign, number, scaled, last, lastScaled, code = sign, unit, index: number, all: string) => {
          // "$1.50-2.50": both ends have hundredth parts.
          const start = WITH_CENTS.test(number) ? sayAmount(number, undefined, code, undefined) : number;
          const range = last === undefined ? '' : `${start}${to === undefined ? '–' : ` ${to} `}`;
          const governed = genitiveOf(all, index, index + found.length);
          const genitive = governed && (minus || range !== '') ? 'digits' : governed;
          const amount = sayAmount(last ?? number, last === undefined ? scaled : lastScaled, code, genitive);
          return (minus ? `${minusWord} ` : '') + range + amount + sayPer(unit);
        },
      );
  return (text) =>
    (HAS_PREFIX.test(text) ? sayPrefixed(text) : text).replace(
      suffixed,
      (found, number: string, scaled, sign: string, unit, index: number, all: string) => {
        // At the text's end, the full stop of an abbreviation also ends the sentence.
        const stop = sign.endsWith('.') && index + found.length === all.length ? '.' : '';
        const genitive = genitiveOf(all, index, index + found.length);
        return sayAmount(number, scaled, sign, genitive) + sayPer(unit) + stop;
      },
    );
};
