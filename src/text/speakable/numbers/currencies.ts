import { cldrForms } from './cldr-forms.js';
import { nounForms } from './counted-nouns.js';
import type { SpokenLanguage } from './spoken-language.js';

/** Codes that stand only behind an amount: before a number they are mostly something else, such as "COP 26". */
export const CODES_AFTER_AMOUNT: ReadonlySet<string> = new Set('ARS CLP COP PEN PHP SGD TWD UYU ZAR'.split(' '));

/** The currencies (ISO 4217) of signs, and of codes, which stand beside an amount in any language. */
export const CURRENCIES: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  'US-$': 'USD',
  A$: 'AUD',
  C$: 'CAD',
  CA$: 'CAD',
  NZ$: 'NZD',
  HK$: 'HKD',
  R$: 'BRL',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
  '₹': 'INR',
  '₴': 'UAH',
  '₸': 'KZT',
  '₩': 'KRW',
  '₺': 'TRY',
  '₪': 'ILS',
  '฿': 'THB',
  '₫': 'VND',
  '₦': 'NGN',
  '₱': 'PHP',
  '₾': 'GEL',
  '₼': 'AZN',
  '֏': 'AMD',
  zł: 'PLN',
  Kč: 'CZK',
  ...Object.fromEntries(
    [
      ...'USD EUR GBP JPY CNY CHF RUB UAH KZT BYN PLN CZK SEK NOK DKK HUF TRY INR KRW BRL MXN CAD AUD NZD ILS AED SAR THB'.split(
        ' ',
      ),
      ...CODES_AFTER_AMOUNT,
    ].map((code) => [code, code]),
  ),
};

/** A code has the name of its sign. A dollar in letters is that of the United States, and has its own. */
const SIGN_OF: Readonly<Record<string, string>> = {
  US$: '$',
  'US-$': '$',
  EUR: '€',
  GBP: '£',
  JPY: '¥',
  RUB: '₽',
  INR: '₹',
  UAH: '₴',
  PLN: 'zł',
};

/** Returns a function that names a currency by its sign or code in a language, with "$" for the number in each form. */
export function currencyNamer(language: SpokenLanguage): (sign: string) => readonly string[] {
  const { names = {}, signs = {} } = language.words.money ?? {};
  const made = new Map<string, readonly string[]>();
  return (sign) => {
    let forms = made.get(sign);
    if (forms === undefined) {
      const known = signs[sign] ?? sign;
      const name = names[known] ?? names[SIGN_OF[known] ?? ''];
      forms =
        name === undefined
          ? cldrForms(language, { style: 'currency', currency: CURRENCIES[known] ?? known, currencyDisplay: 'name' })!
          : nounForms(name);
      made.set(sign, forms);
    }
    return forms;
  };
}

/** Returns the name of a currency's hundredth part; undefined = it has no name. */
export const centsOf = (sign: string, { words: { money } }: SpokenLanguage): readonly string[] | undefined => {
  const known = money?.signs?.[sign] ?? sign;
  const name = money?.cents?.[known] ?? money?.cents?.[SIGN_OF[known] ?? ''];
  return name === undefined ? undefined : nounForms(name);
};
