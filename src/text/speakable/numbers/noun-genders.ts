import type { Gender } from '../../languages/noun-words.js';
import type { SpokenLanguage } from './spoken-language.js';

/** Returns the gender of a word in lower case; 'none' = it is no noun, undefined = it is not known. */
export type GenderFinder = (word: string) => Gender | 'none' | undefined;

/** Returns the function that finds the genders of a language's nouns. */
export function genderFinder({ words: { nouns } }: SpokenLanguage): GenderFinder {
  const genders = nouns?.genders.map(([words, gender]) => [new RegExp(`^(?:${words})$`, 'u'), gender] as const) ?? [];
  return (word) => genders.find(([words]) => words.test(word))?.[1];
}
