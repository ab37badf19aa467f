import type { ScriptCode } from '../language/scripts.js';

/** The meanings that a full stop after an abbreviation can have, with the abbreviations of each. */
export interface AbbreviationKinds {
  /** Belongs to the next word and never ends a sentence: "Mr.", "e.g.", "ул.". */
  readonly joined?: string;
  /** Ends the sentence if a capital follows: "etc.", "Inc.", "и т.д.". */
  readonly end?: string;
  /** Stands before a number, Roman numeral or single letter; otherwise as `end`: "p.", "No.", "Fig.", "Nov.". */
  readonly number?: string;
  /** Often part of a name: ends the sentence only if a word of `starters` follows: "U.S.", "обл.". */
  readonly name?: string;
  /**
   * A time of day: ends the sentence if a capital follows, except for `timeFollowers`, and not in "At 5 a.m. Mr. Smith
   * …".
   */
  readonly time?: string;
  /** Works as `name` after a number ("1898 г."), as `joined` otherwise ("г. Волгоград"). */
  readonly unit?: string;
}

/**
 * The rules of one language. Lists are words separated by white space, without the last full stop. A word in lower case
 * matches any case; a word with a capital matches only as written and goes first ("St" is a title, "st" a street).
 */
export interface SentenceRules {
  /** The primary BCP-47 subtags. */
  readonly languages: readonly string[];
  /** The scripts (ISO 15924) of the text that the rules are used for; a foreign word in the answer gets its own script's rules. */
  readonly scripts: readonly ScriptCode[];
  /** The rules that this language shares; its own words win. */
  readonly base?: SentenceRules;
  readonly abbreviations?: AbbreviationKinds;
  /** The abbreviated end of compound words, which works as `end`: the "str" of "Bahnhofstr.". ASCII letters only. */
  readonly compoundEnd?: string;
  /** Words that often start a sentence and are hardly ever part of a name. */
  readonly starters?: string;
  /** Words that are often a sentence of their own: "Yes.", "Sure.". */
  readonly interjections?: string;
  /** Capitals that are words, not initials, after a word in lower case: "you and I.". */
  readonly pronouns?: string;
  /** Words that may come before a time at the start of a sentence: "At 5 a.m. …". */
  readonly timeOpeners?: string;
  /** Words with a capital that go on after a time: "5 p.m. Monday", "5 p.m. EST". */
  readonly timeFollowers?: string;
  /** Names that end in an exclamation or question mark: "Yahoo!". The sentence goes on if a lower-case word follows. */
  readonly exclaimedNames?: string;
  /**
   * The handling of ordinal numbers, where the language writes them with a full stop ("12. Juni"): a sentence goes on
   * before a lower-case word or a month, and with 'nouns' (capitalised nouns: "19. Jahrhundert") before any word but
   * one of `starters`.
   */
  readonly ordinals?: 'words' | 'nouns';
  /** Names of months as they follow an ordinal. */
  readonly months?: string;
  /** Tells whether a dash and a lower-case word continue the sentence after ? ! …: "— Да? — спросил он.". */
  readonly dashAttribution?: boolean;
  /** Clause marks that end a sentence in this language, before white space: ";" in Greek, ":" in Armenian. */
  readonly endMarks?: string;
  /** Tells whether the full stop does not end a sentence (Armenian uses it as a colon). */
  readonly fullStopIsClause?: boolean;
}
