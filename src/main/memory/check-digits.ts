/** Between the groups of a written number: spaces and dashes of all kinds. */
export const GAP = String.raw`[ \u00a0\u2010-\u2015-]`;
const GAPS = new RegExp(`${GAP}+`, 'g');

/**
 * What no card begins with: ISO/IEC 7812 gives 0 to nobody and 19, 20 (years, dates) to no bank; thirteen digits with
 * a 1 are a time in ms, with 978 or 979 an ISBN.
 */
const NO_CARD = /^(?:0|19|20|1\d{12}$|97[89]\d{10}$)/;
/** Lengths of the groups that a card number is written in: fours, run together or not; or as its issuer prints it. */
const CARD_GROUPS = /^(?:(?:(?:4|8|12|16) )*\d+|4 6 [45]|4 3 3 3|6 13)$/;
/** How a UUID that happens to have no letters begins and ends. */
const UUID_GROUPS = /^(?:4 12|8 4 4)$/;

/**
 * How many characters at the start of `found`, groups of digits, are a card number: 13 to 19 digits (ISO/IEC 7812). The
 * longest that is one: what follows a card is often its date or its check code.
 *
 * @returns 0 = none
 */
export function cardNumberLength(found: string): number {
  return longestWholeGroups(found, (text) => {
    const groups = text.split(GAPS).map(({ length }) => length);
    const written = groups.join(' ');
    return CARD_GROUPS.test(written) && !UUID_GROUPS.test(written) && isCardNumber(text.replace(GAPS, ''));
  });
}

/** The same for digits that were dictated one by one. */
export function dictatedCardLength(found: string): number {
  return isCardNumber(found.replace(GAPS, '')) ? found.length : 0;
}

/**
 * How many characters at the start of `found`, groups of letters and digits, are an IBAN (ISO 13616): 15 to 34 of
 * them, most of them digits in every country that has one, which words are not.
 *
 * @returns 0 = none
 */
export function ibanLength(found: string): number {
  return longestWholeGroups(found, (text) => {
    const iban = text.replace(GAPS, '');
    return iban.length >= 15 && iban.length <= 34 && isIban(iban);
  });
}

function longestWholeGroups(found: string, isIt: (text: string) => boolean): number {
  const ends = [...found.matchAll(GAPS)].map(({ index }) => index);
  return [...ends, found.length].findLast((end) => isIt(found.slice(0, end))) ?? 0;
}

function isCardNumber(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && !NO_CARD.test(digits) && luhn(digits);
}

/** The check digit of ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    const weighted = n % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/**
 * ISO 7064, mod 97-10: the first four characters moved to the end, letters read as 10 to 35, leave 1. Without an
 * allocation: a long text may have thousands that look like one.
 */
function isIban(iban: string): boolean {
  let rest = 0;
  let digits = 0;
  for (let n = 0; n < iban.length; n++) {
    const code = iban.charCodeAt((n + 4) % iban.length);
    const isDigit = code <= 0x39;
    if (isDigit) digits++;
    // 0x20 makes a letter lower case; a is 10.
    rest = isDigit ? (rest * 10 + code - 0x30) % 97 : (rest * 100 + (code | 0x20) - 0x61 + 10) % 97;
  }
  return digits >= 10 && rest === 1;
}
