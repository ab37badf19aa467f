import type { ScriptCode } from '../language/scripts.js';
import { ar } from './ar/sentences.js';
import { ARABIC } from './ar/words.js';
import { bg } from './bg/sentences.js';
import { CZECH } from './cs/words.js';
import { da } from './da/sentences.js';
import { GERMAN_PHRASES } from './de/phrases.js';
import { de } from './de/sentences.js';
import { GERMAN } from './de/words.js';
import { el } from './el/sentences.js';
import { ENGLISH_PHRASES } from './en/phrases.js';
import { en } from './en/sentences.js';
import { ENGLISH } from './en/words.js';
import { SPANISH_PHRASES } from './es/phrases.js';
import { es } from './es/sentences.js';
import { SPANISH } from './es/words.js';
import { fa } from './fa/sentences.js';
import { FRENCH_PHRASES } from './fr/phrases.js';
import { fr } from './fr/sentences.js';
import { FRENCH } from './fr/words.js';
import { hi } from './hi/sentences.js';
import { HINDI } from './hi/words.js';
import { hy } from './hy/sentences.js';
import { ITALIAN_PHRASES } from './it/phrases.js';
import { it } from './it/sentences.js';
import { ITALIAN } from './it/words.js';
import { JAPANESE } from './ja/words.js';
import { kk } from './kk/sentences.js';
import { KOREAN } from './ko/words.js';
import { DUTCH_PHRASES } from './nl/phrases.js';
import { nl } from './nl/sentences.js';
import { DUTCH } from './nl/words.js';
import { unspecific } from './other/sentences.js';
import type { PhraseWords } from './phrase-words.js';
import { POLISH_PHRASES } from './pl/phrases.js';
import { pl } from './pl/sentences.js';
import { POLISH } from './pl/words.js';
import { PORTUGUESE_PHRASES } from './pt/phrases.js';
import { pt } from './pt/sentences.js';
import { PORTUGUESE } from './pt/words.js';
import { RUSSIAN_PHRASES } from './ru/phrases.js';
import { ru } from './ru/sentences.js';
import { RUSSIAN } from './ru/words.js';
import { sk } from './sk/sentences.js';
import type { SpokenWords } from './spoken-words.js';
import { SWEDISH } from './sv/words.js';
import { TURKISH } from './tr/words.js';
import type { SentenceRules } from './types.js';
import { UKRAINIAN_PHRASES } from './uk/phrases.js';
import { uk } from './uk/sentences.js';
import { UKRAINIAN } from './uk/words.js';
import { CHINESE } from './zh/words.js';

/** The rules by which sentences end, of every language that has rules of its own. */
export const SENTENCE_RULES: readonly SentenceRules[] = [
  ...[en, de, nl, da, fr, es, it, pt, pl, sk],
  ...[ru, uk, bg, kk, el, hy, ar, fa, hi, unspecific],
];

/** The rules for a text in each script when no language is given, or the language is not written in that script. */
export const RULES_BY_SCRIPT: Readonly<Partial<Record<ScriptCode, SentenceRules>>> = {
  Latn: en,
  Cyrl: ru,
  Grek: el,
  Armn: hy,
  Arab: ar,
  Deva: hi,
};

/** The rules for every other script. */
export const OTHER_RULES: SentenceRules = unspecific;

/** The words that are spoken in place of marks, by primary subtag. */
export const SPOKEN_WORDS: Readonly<Record<string, SpokenWords>> = {
  en: ENGLISH,
  ru: RUSSIAN,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  it: ITALIAN,
  pt: PORTUGUESE,
  nl: DUTCH,
  sv: SWEDISH,
  pl: POLISH,
  cs: CZECH,
  uk: UKRAINIAN,
  tr: TURKISH,
  zh: CHINESE,
  ja: JAPANESE,
  ko: KOREAN,
  hi: HINDI,
  ar: ARABIC,
};

/** The words by which a sentence is cut between two phrases, by primary subtag. */
export const PHRASE_WORDS: Readonly<Record<string, PhraseWords>> = {
  en: ENGLISH_PHRASES,
  de: GERMAN_PHRASES,
  nl: DUTCH_PHRASES,
  fr: FRENCH_PHRASES,
  es: SPANISH_PHRASES,
  it: ITALIAN_PHRASES,
  pt: PORTUGUESE_PHRASES,
  pl: POLISH_PHRASES,
  ru: RUSSIAN_PHRASES,
  uk: UKRAINIAN_PHRASES,
};
