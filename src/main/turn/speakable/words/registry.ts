import { GERMAN } from './de.js';
import { ENGLISH } from './en.js';
import { SPANISH } from './es.js';
import { FRENCH } from './fr.js';
import { RUSSIAN } from './ru.js';
import type { SpokenWords } from './types.js';

/** By primary subtag. Where a language has none, marks are left out and nothing is said in their place. */
export const WORDS: Readonly<Record<string, SpokenWords>> = {
  en: ENGLISH,
  ru: RUSSIAN,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
};
