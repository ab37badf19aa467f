/**
 * A separator between the groups of a written number, as the source of a regular expression: spaces and dashes of all
 * kinds.
 */
export const GAP = String.raw`[ \u00a0\u2010-\u2015-]`;
const GAPS = new RegExp(`${GAP}+`, 'g');

/**
 * Matches digits that are no card number: ISO/IEC 7812 assigns 0 to no issuer and 19, 20 (years, dates) to no bank;
 * thirteen digits that begin with 1 are a time in ms, with 978 or 979 an ISBN.
 */
const NO_CARD = /^(?:0|19|20|1\d{12}$|97[89]\d{10}$)/;
/**
 * Matches the lengths of the groups in which a card number is written: groups of four, joined or not, or the groups
 * that its issuer prints.
 */
const CARD_GROUPS = /^(?:(?:(?:4|8|12|16) )*\d+|4 6 [45]|4 3 3 3|6 13)$/;
/** Matches the lengths of the groups at the start or the end of a UUID that happens to have no letters. */
const UUID_GROUPS = /^(?:4 12|8 4 4)$/;

/**
 * Returns the number of characters at the start of `candidate`, groups of digits, that are a card number: 13 to 19 digits
 * (ISO/IEC 7812). The longest part that is a card number counts, because its date or its check code often follows.
 *
 * @returns 0 when there is no card number
 */
export function cardNumberLength(candidate: string): number {
  return longestWholeGroups(candidate, (text) => {
    const groups = text.split(GAPS).map(({ length }) => length);
    const written = groups.join(' ');
    return CARD_GROUPS.test(written) && !UUID_GROUPS.test(written) && isCardNumber(text.replace(GAPS, ''));
  });
}

/** Returns the length of `candidate`, digits that were dictated one by one, if they are a card number; otherwise 0. */
export function dictatedCardLength(candidate: string): number {
  return isCardNumber(candidate.replace(GAPS, '')) ? candidate.length : 0;
}

/**
 * Returns the number of characters at the start of `candidate`, groups of letters and digits, that are an IBAN (ISO 13616):
 * 15 to 34 of them. Most of them are digits in every country that has an IBAN, and words are not.
 *
 * @returns 0 when there is no IBAN
 */
export function ibanLength(candidate: string): number {
  return longestWholeGroups(candidate, (text) => {
    const iban = text.replace(GAPS, '');
    return iban.length >= 15 && iban.length <= 34 && isIban(iban);
  });
}

function longestWholeGroups(candidate: string, matches: (text: string) => boolean): number {
  const ends = [...candidate.matchAll(GAPS)].map(({ index }) => index);
  return [...ends, candidate.length].findLast((end) => matches(candidate.slice(0, end))) ?? 0;
}

function isCardNumber(digits: string): boolean {
  return digits.length >= 13 && digits.length <= 19 && !NO_CARD.test(digits) && luhn(digits);
}

/** Verifies the check digit of ISO/IEC 7812-1, annex B. */
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
 * Verifies the check digits of ISO 7064, mod 97-10: with the first four characters moved to the end, and letters read
 * as 10 to 35, the remainder is 1. It allocates nothing, because a long text may have thousands of candidates.
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
