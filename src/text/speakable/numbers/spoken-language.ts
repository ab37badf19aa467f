import type { Ending } from '../../languages/number-words.js';
import type { SpokenWords, Words } from '../../languages/spoken-words.js';

/** The plural categories in the order of the forms in the tables. */
const CATEGORIES: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** A language whose numbers and marks are said: its words, and the rules of CLDR. */
export interface SpokenLanguage {
  /** The primary subtag. */
  readonly subtag: string;
  /** The tag by which dates are written: of a region, where the language's usual one has another order. */
  readonly dateTag: string;
  /** Tells whether "01/02/2024" is a day of January. */
  readonly monthFirst: boolean;
  readonly words: SpokenWords;
  readonly plurals: Intl.PluralRules;
  /** The plural categories of the language, in the order of the forms in the tables. */
  readonly categories: readonly Intl.LDMLPluralRule[];
  readonly decimalMark: string;
  /** The mark between groups of digits, a space in many languages. */
  readonly groupMark: string;
}

/** A rule that replaces one kind of number, mark or abbreviation by words. */
export type Rule = (text: string) => string;

/** A function that makes a rule for a language; undefined = the language needs no such rule. */
export type RuleMaker = (language: SpokenLanguage) => Rule | undefined;

/** The tag of the dates in which the month comes first. */
export const MONTH_FIRST = 'en-US';

/** Describes a language. `subtag` must be one that `Intl` knows. */
export function describeLanguage(subtag: string, dateTag: string, words: SpokenWords): SpokenLanguage {
  const plurals = new Intl.PluralRules(subtag);
  const { pluralCategories } = plurals.resolvedOptions();
  return {
    subtag,
    dateTag,
    monthFirst: dateTag === MONTH_FIRST,
    words,
    plurals,
    categories: CATEGORIES.filter((category) => pluralCategories.includes(category)),
    decimalMark: (1.5).toLocaleString(subtag, { numberingSystem: 'latn' }).charAt(1),
    groupMark: (12_345).toLocaleString(subtag, { numberingSystem: 'latn' }).charAt(2),
  };
}

/** Returns the form for an amount. Two forms are the one for one and the one for the rest. */
export function formFor(forms: readonly string[], amount: number, { plurals, categories }: SpokenLanguage): string {
  const category = plurals.select(amount);
  const index = forms.length === categories.length ? categories.indexOf(category) : category === 'one' ? 0 : 1;
  return forms[Math.min(index, forms.length - 1)]!;
}

/** Returns the word between the ends of a range, or a dash, with spaces. */
export const rangeWord = ({ to }: SpokenWords): string => (to === undefined ? ' – ' : ` ${to} `);

export const formsOf = (forms: string): string[] => forms.split(' | ');

/** Returns the amount that selects the plural form. Three digits after the last point or comma are thousands. */
export function amountOf(number: string): number {
  const mark = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const digits = number.replace(/[.,]/g, '');
  const decimals = mark < 0 ? 0 : number.length - mark - 1;
  return decimals === 0 || decimals === 3
    ? Number(digits)
    : Number(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

/** Returns a table whose keys are lists of words, with a key for each word. */
export const byWord = (table: Words = {}): ReadonlyMap<string, string> =>
  new Map(Object.entries(table).flatMap(([words, value]) => words.split(' ').map((word) => [word, value] as const)));

/** Returns a function that tells the ending of an ordinal by the word before it and the text after it. */
export function endingSayer(ending: Ending): (before: string, after?: string) => string {
  if (typeof ending === 'string') return () => ending;
  const byWordBefore = byWord(ending.after);
  const [next, nextEnding = ''] = ending.next ?? [];
  const isNext = next === undefined ? undefined : new RegExp(`^ (?:${next})(?!\\p{L})`, 'u');
  return (before, after = '') => (isNext?.test(after) ? nextEnding : (byWordBefore.get(before) ?? ending.usual));
}
