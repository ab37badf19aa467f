import { en } from './en.js';
import { da, de, nl } from './germanic.js';
import { ar, el, fa, hi, hy, unspecific } from './other.js';
import { es, fr, it, pt } from './romance.js';
import { ru } from './ru.js';
import { bg, kk, pl, sk, uk } from './slavic.js';
import type { LanguageRules, Script } from './types.js';

export const LANGUAGES: readonly LanguageRules[] = [
  ...[en, de, nl, da, fr, es, it, pt, pl, sk],
  ...[ru, uk, bg, kk, el, hy, ar, fa, hi, unspecific],
];

/** The rules for a text in a script where no language is given, or one that is not written in it. */
export const BY_SCRIPT: Readonly<Record<Script, LanguageRules>> = {
  latin: en,
  cyrillic: ru,
  greek: el,
  armenian: hy,
  arabic: ar,
  devanagari: hi,
  han: unspecific,
  kana: unspecific,
  ethiopic: unspecific,
  myanmar: unspecific,
  other: unspecific,
};
