import { amountOf, formFor, formsOf, type SpokenLanguage } from './spoken-language.js';

/** Returns a function that says a number with a noun of the forms, which contain "$" for the number. */
export type NounCounter = (number: string, forms: readonly string[]) => string;

/** Returns the function that counts nouns in a language: in their plural, and with the number in the noun's gender. */
export function nounCounter(language: SpokenLanguage): NounCounter {
  const { units, numbers } = language.words;
  const gender = units?.gender;
  const feminine = gender && new RegExp(`^(?:${gender.feminine})$`, 'iu');

  const inGender = (number: string, noun: string): string => {
    if (feminine === undefined || !/^\d{1,9}$/.test(number)) return number;
    const isFeminine = feminine.test(noun);
    const value = Number(number);
    const words = gender!.numbers?.[value];
    if (words !== undefined) return formsOf(words)[isFeminine ? 1 : 0]!;
    const hasGender = value % 10 === 1 || value % 10 === 2;
    return (isFeminine && hasGender && numbers?.cardinal?.(value, true)) || number;
  };

  return (number, forms) => {
    const noun = /\$ ?([\p{L}'-]+)/u.exec(forms[0]!)?.[1] ?? '';
    return formFor(forms, amountOf(number), language).replace('$', () => inGender(number, noun));
  };
}

/** Returns the forms of a noun with "$" for its number, which stands before them unless one of them says otherwise. */
export function nounForms(noun: string): readonly string[] {
  const forms = formsOf(noun);
  return forms.some((form) => form.includes('$')) ? forms : forms.map((form) => `$ ${form}`);
}
