import type { DateWords, TimeWords } from './date-words.js';
import type { NounWords } from './noun-words.js';
import type {
  CompoundWords,
  DecimalWords,
  FractionWords,
  NumberWords,
  OrdinalWords,
  PowerWords,
  RomanWords,
} from './number-words.js';
import type { MoneyWords, UnitWords } from './unit-words.js';
import type { Words } from './word-table.js';

export type { Words } from './word-table.js';

/**
 * The words of one language that replace numbers, marks and abbreviations which an engine reads wrong. Each part is
 * optional: without it, units, currencies and dates have the words of CLDR, and the engine reads the rest.
 */
export interface SpokenWords {
  /** The words before the host of an address. */
  readonly linkTo?: string;
  /** The words for a code block. If its language is known, `codeIn` is used, with "$" for the language's name. */
  readonly code?: string;
  readonly codeIn?: string;
  /** The words for a key, a hash or other characters that should not be read out. */
  readonly longCode?: string;
  /** The word for a formula that cannot be read out. */
  readonly formula?: string;

  /** The words for signs before a number: "~" (about), "-", "+", "±", "#", "№", "§". */
  readonly signs?: Words;
  /** The words for signs between operands. */
  readonly operators?: Words;
  /** The word between two lengths, "3 × 4 m", where it is not that of "×". */
  readonly by?: string;
  /** The words for symbols that stand between spaces. */
  readonly symbols?: Words;
  /** The word between the numbers of a range, "5–10"; undefined = no word is needed. */
  readonly to?: string;
  /** Tells that the engine names a hyphen between digits. */
  readonly saysHyphen?: boolean;
  /** The word between the numbers of a ratio, "16:9"; undefined = the engine reads it well. */
  readonly ratio?: string;
  /** The word of "/" between two of `alternatives`, a regular expression: "he/she". */
  readonly or?: string;
  readonly alternatives?: string;
  /** Tells that numbers stand beside letters without a space, and whether words are separated at all. */
  readonly spacing?: 'none' | 'words';
  /** The names of Latin letters in a formula, in a language of another script. */
  readonly letters?: Words;

  readonly numbers?: NumberWords;
  readonly compounds?: CompoundWords;
  readonly nouns?: NounWords;
  readonly decimals?: DecimalWords;
  readonly ordinals?: OrdinalWords;
  readonly fractions?: FractionWords;
  readonly powers?: PowerWords;
  readonly romans?: RomanWords;
  readonly dates?: DateWords;
  readonly times?: TimeWords;
  readonly codes?: CodeWords;
  readonly units?: UnitWords;
  readonly money?: MoneyWords;

  /** The abbreviations and their meanings. A space may follow each full stop in an abbreviation. */
  readonly abbreviations?: Words;
  /** The abbreviations that have a meaning only before a number: "No. 5", "p. 12". */
  readonly beforeNumbers?: Words;
  /** The abbreviations that have a meaning only before a year, a date or a century, as written: "c. 1850", "b. 1950". */
  readonly beforeYears?: Words;
  /** The abbreviated ends of compound words, in lower case: the "str." of "Bahnhofstr.". */
  readonly compoundEnds?: Words;
  /** The abbreviations with another meaning after a numbered part, a regular expression: "Abs. 1 S. 2" is a sentence. */
  readonly afterNumbers?: readonly (readonly [part: string, short: string, said: string])[];
  /** A regular expression of the words before the number of a text's part, after which an abbreviation is no unit. */
  readonly citations?: string;
  /** The abbreviations that have a meaning only before a capital: "Prof. Lee", "ул. Ленина". */
  readonly beforeNames?: Words;
  /** The abbreviations that have a meaning only after a name: "Elm St.". */
  readonly afterNames?: Words;
}

/** The words beside codes, as regular expressions of letters, spaces and "?" only. Any case matches. */
export interface CodeWords {
  /** The words before a code: "code", "PIN". */
  readonly strong: string;
  /** The words before a code that is long, or stands after a sign or a word of `between`: "order", "card". */
  readonly weak: string;
  /** The words before the number of a flight: "flight BA 2490". */
  readonly flights?: string;
  /** The words between such a word and its code: "is", "number". */
  readonly between: string;
  /** The words before a short number to call. */
  readonly call?: string;
  /**
   * The shapes of telephone numbers in the language's countries, as a regular expression. Each has seven digits at least,
   * and at most three marks, no letters, between two of them.
   */
  readonly phones?: string;
  readonly plus: string;
}
