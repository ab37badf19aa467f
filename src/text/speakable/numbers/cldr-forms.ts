import type { SpokenLanguage } from './spoken-language.js';

/** Amounts, of which each category of each language has one. */
const SAMPLES = [1, 2, 3, 5, 11, 0, 21, 100, 1.5, 1_000_000];
/** The parts of a formatted amount that are its number. */
const NUMBER_PARTS: ReadonlySet<string> = new Set(['integer', 'group', 'decimal', 'fraction']);
/** A name that CLDR gives no words for, such as "km/s". */
const NO_WORDS = /[/%٪]/;

/**
 * Returns the forms in which CLDR writes an amount in words, one for each plural category of the language, with "$" for
 * the number; undefined = CLDR has no words for it.
 */
export function cldrForms(
  { subtag, plurals, categories }: SpokenLanguage,
  options: Intl.NumberFormatOptions,
): readonly string[] | undefined {
  const format = new Intl.NumberFormat(subtag, {
    ...options,
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
    numberingSystem: 'latn',
  });
  const forms = categories.map((category) => {
    const parts = format.formatToParts(SAMPLES.find((amount) => plurals.select(amount) === category) ?? 0);
    const number = parts.findIndex(({ type }) => NUMBER_PARTS.has(type));
    return parts
      .map(({ type, value }, i) => (i === number ? '$' : NUMBER_PARTS.has(type) ? '' : value))
      .join('')
      .replace(/\s/g, ' ');
  });
  // A form of one or two may contain its number in a word: "متر".
  const usual = forms.at(-1)!;
  return NO_WORDS.test(usual) ? undefined : forms.map((form) => (form.includes('$') ? form : usual));
}
