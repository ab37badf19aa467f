import { NEVER } from '../patterns.js';
import { amountOf, formFor, formsOf, type SpokenLanguage } from './spoken-language.js';

/** The genitive of a number with its noun: the number in words if it is small, or left in digits. */
export type Genitive = 'words' | 'digits';

/** Returns a function that says a number with a noun of the forms, which contain "$" for the number. */
export type NounCounter = (number: string, forms: readonly string[], genitive?: Genitive) => string;

/** Returns the case of an amount between two indexes of a text; undefined = the words beside it govern no genitive. */
export type GenitiveFinder = (text: string, start: number, end: number) => Genitive | undefined;

/** The word before a number, perhaps with the start of a range or a sign between them: "до 2–3", "до +3". */
const GOVERNOR = /(?<!\p{L})(\p{L}{1,12}) ((?:\d{1,12}(?:[.,]\d{1,12})? ?[–—-] ?)?[-−+]?)$/u;
/** A whole number, perhaps in groups. */
const GROUPED = /^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})$/;
const GOVERNOR_LENGTH = 40;
/** Amounts whose forms in Slavic languages are the genitive singular and the genitive plural. */
const [HALF, SEVERAL] = [1.5, 5];

/** The mark of a number that is a decimal in any language, as no three digits follow it: "$1.5" in German. */
const DECIMAL_MARK = /(?<=^\d{1,12})[.,](?=(?:\d{1,2}|\d{4,12})$)/;

/** Returns the function that counts nouns in a language: in their plural, and with the number in the noun's gender. */
export function nounCounter(language: SpokenLanguage): NounCounter {
  const { units, numbers } = language.words;
  const { gender, genitive: genitives } = units ?? {};
  const feminine = gender && new RegExp(`^(?:${gender.feminine})$`, 'iu');
  const accusative = new RegExp(`^(?:${gender?.accusative ?? NEVER})$`, 'iu');

  const inGender = (number: string, noun: string): string => {
    if (feminine === undefined) return number;
    const isFeminine = feminine.test(noun);
    if (numbers?.beforeNoun !== undefined && GROUPED.test(number)) {
      const whole = Number(number.replaceAll('.', ''));
      return numbers.beforeNoun(whole, isFeminine ? 'feminine' : 'masculine') ?? number;
    }
    if (!/^\d{1,9}$/.test(number)) return number;
    const value = Number(number);
    const words = gender!.numbers?.[value];
    if (words !== undefined) {
      const forms = formsOf(words);
      return (accusative.test(noun) && forms[2]) || forms[isFeminine ? 1 : 0]!;
    }
    const hasGender = value % 10 === 1 || value % 10 === 2;
    return (isFeminine && hasGender && numbers?.cardinal?.(value, true)) || number;
  };

  const inGenitive = (number: string, noun: string): string => {
    const [masculine, other = masculine] = formsOf(genitives?.numbers[Number(number)] ?? number);
    return (feminine?.test(noun) ? other : masculine)!;
  };

  return (written, forms, genitive) => {
    const number = written.replace(DECIMAL_MARK, language.decimalMark);
    const noun = /\$ ?([\p{L}'-]+)/u.exec(forms[0]!)?.[1] ?? '';
    const amount = amountOf(number);
    if (genitive === undefined) return formFor(forms, amount, language).replace('$', () => inGender(number, noun));
    const isWhole = Number.isInteger(amount);
    const sample = !isWhole || language.plurals.select(amount) === 'one' ? HALF : SEVERAL;
    const said = genitive === 'words' && isWhole ? inGenitive(number, noun) : number;
    return formFor(forms, sample, language).replace('$', () => said);
  };
}

/** Returns the function that finds the amounts in the genitive, which a language has words for: "более 21 %". */
export function genitiveFinder({ words }: SpokenLanguage): GenitiveFinder {
  const { genitive } = words.units ?? {};
  if (genitive === undefined) return () => undefined;
  const governors = new Set(genitive.after.split(' '));
  const from = new Set(genitive.from.split(' '));
  const toNumber = new RegExp(`^\\.? ${genitive.to} [-−+]?\\d`, 'u');
  return (text, start, end) => {
    const [, word = '', between = ''] = GOVERNOR.exec(text.slice(Math.max(0, start - GOVERNOR_LENGTH), start)) ?? [];
    const governor = word.toLowerCase();
    const isGenitive = governors.has(governor) || (from.has(governor) && toNumber.test(text.slice(end, end + 12)));
    if (!isGenitive) return undefined;
    return between === '' ? 'words' : 'digits';
  };
}

/** Returns the forms of a noun with "$" for its number, which stands before them unless one of them says otherwise. */
export function nounForms(noun: string): readonly string[] {
  const forms = formsOf(noun);
  return forms.some((form) => form.includes('$')) ? forms : forms.map((form) => `$ ${form}`);
}
