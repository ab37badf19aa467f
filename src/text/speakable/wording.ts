import { primarySubtag } from '../language/language-tag.js';
import { SPOKEN_WORDS } from '../languages/registry.js';
import type { SpokenWords } from '../languages/spoken-words.js';
import { plainAbbreviations } from './numbers/abbreviations.js';
import { numberSayer } from './numbers/rules.js';
import { describeLanguage, MONTH_FIRST } from './numbers/spoken-language.js';

/** A language's words, ready for use. */
export interface Wording {
  readonly words: SpokenWords;
  /** Replaces numbers, marks and abbreviations that the engine would say wrong by words. */
  readonly say: (text: string) => string;
}

/** The abbreviations of all languages that look like plain words. */
export const PLAIN_ABBREVIATIONS: readonly string[] = Object.values(SPOKEN_WORDS).flatMap(plainAbbreviations);

/** The abbreviated ends of compound words in all languages. */
export const COMPOUND_ENDS: readonly string[] = Object.values(SPOKEN_WORDS).flatMap(({ compoundEnds = {} }) =>
  Object.keys(compoundEnds),
);

/** The tag of English dates outside the United States. */
const DAY_FIRST = 'en-GB';

/** The wordings by the tag of their dates. Only the languages of CLDR have one, so that they are bounded. */
const wordings = new Map<string, Wording>();

/**
 * Returns the wording of a language; undefined = nothing is known about it.
 *
 * @param subtag the primary subtag
 * @param requested a tag (BCP 47) that may name the region of this language
 */
export function wordingOf(subtag: string, requested: string): Wording | undefined {
  const dateTag = dateTagOf(subtag, requested);
  let wording = wordings.get(dateTag);
  if (wording === undefined) {
    if (!isKnown(subtag)) return undefined;
    const words = Object.hasOwn(SPOKEN_WORDS, subtag) ? SPOKEN_WORDS[subtag]! : {};
    wording = { words, say: numberSayer(describeLanguage(subtag, dateTag, words)) };
    wordings.set(dateTag, wording);
  }
  return wording;
}

/** Returns the tag by which dates are written. Without a region, English dates are those of the United States. */
function dateTagOf(subtag: string, requested: string): string {
  if (subtag !== 'en') return subtag;
  if (requested.length === subtag.length) return MONTH_FIRST;
  const isRegional = primarySubtag(requested) === subtag && /[-_][A-Za-z]{2}(?![A-Za-z])/.test(requested);
  return isRegional && !/[-_]US/i.test(requested) ? DAY_FIRST : MONTH_FIRST;
}

function isKnown(subtag: string): boolean {
  try {
    return Intl.PluralRules.supportedLocalesOf(subtag).length > 0;
  } catch {
    return false;
  }
}
