const CANONICAL = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
/** The letters of Cyrillic that people write in place of I and X. */
const LOOKALIKES: Readonly<Record<string, string>> = { І: 'I', Х: 'X' };

/** The source of a regular expression that matches Roman numerals, and more that `romanValue` rejects. */
export const ROMAN = '[IVXLCDMІХ]{1,12}';

/**
 * Returns the value of a Roman numeral as it is usually written; undefined = the letters are no such numeral. Letters
 * such as "C", "MD" and "DC" have other meanings.
 */
export function romanValue(letters: string): number | undefined {
  const numeral = letters.replace(/[ІХ]/g, (letter) => LOOKALIKES[letter]!);
  if (numeral === '' || !CANONICAL.test(numeral) || numeral === 'L' || (numeral.length < 3 && /[CDM]/.test(numeral)))
    return undefined;
  let value = 0;
  for (let i = 0; i < numeral.length; i++) {
    const digit = VALUES[numeral[i]!]!;
    value += digit < (VALUES[numeral[i + 1] ?? ''] ?? 0) ? -digit : digit;
  }
  return value;
}

/** Returns the value of a number in digits or Roman numerals; undefined = it is neither. */
export const numeralValue = (number: string): number | undefined =>
  /^\d+$/.test(number) ? Number(number) : romanValue(number);
