import type { Gender } from './noun-words.js';
import type { Words } from './word-table.js';

/**
 * The ending of an ordinal number, which may depend on the word before it (words separated by spaces → ending; the empty
 * word is the start of a text or clause), or on the next word (a regular expression, and the ending).
 */
export type Ending =
  | string
  | { readonly usual: string; readonly after?: Words; readonly next?: readonly [words: string, ending: string] };

/** The numbers that a language must write out. */
export interface NumberWords {
  /** Returns a whole number in words; undefined = it is too large. */
  readonly cardinal?: (value: number, feminine: boolean) => string | undefined;
  /** Returns a number as it stands before a noun, or alone without a gender; undefined = the engine reads it so. */
  readonly beforeNoun?: (value: number, gender: Gender | undefined) => string | undefined;
  /** Returns an ordinal number with an ending of the language's tables; undefined = it is too large, or zero. */
  readonly ordinal?: (value: number, ending: string) => string | undefined;
}

/** The numbers that are the first part of an adjective, "2-комнатная": lists of words separated by spaces. */
export interface CompoundWords {
  /** The numbers 1 to 19, the tens from 20, the hundreds, and a thousand. */
  readonly ones: string;
  readonly tens: string;
  readonly hundreds: string;
  readonly thousand: string;
  /** A regular expression of the adjectives. */
  readonly adjectives: string;
}

/** The decimals of a language whose engine does not read "1.5" or "1,5" well. */
export interface DecimalWords {
  /** The word for the mark, where the engine does not say it. */
  readonly mark?: string;
  /** A regular expression of the words before a number with a point that is no decimal: "version 2.0". */
  readonly notAfter?: string;
  /** The least whole number that the engine does not read well. */
  readonly integersFrom?: number;
  /** The number of places after a comma that the engine reads well. */
  readonly readPlaces?: number;
  /** The forms of "whole", and those of tenths, hundredths and thousandths, which make the number words. */
  readonly whole?: string;
  readonly places?: readonly [tenths: string, hundredths: string, thousandths: string];
}

/** The numbers that a mark or a noun makes ordinals. */
export interface OrdinalWords {
  /** The marks after a number, with the ending of each: "-й", "er", "º". */
  readonly marks?: Readonly<Record<string, Ending>>;
  /** The endings of marks after whole tens, where they differ: "-е" in "90-е". */
  readonly tens?: Words;
  /** A regular expression of the Roman numerals that may have a mark; they end in I, V or X. */
  readonly markedRomans?: string;
  /** Abbreviations after an ordinal with a mark, by its ending: the "гг." of "1960-х гг.". */
  readonly afterMarks?: Readonly<Record<string, Readonly<Record<string, Ending>>>>;
  /** Whole forms that are no ordinals: "2-х". */
  readonly fixed?: Words;
  /** The nouns that make the number before them an ordinal. */
  readonly nouns?: readonly AgreeingNoun[];
  /** The words after which a number with a full stop is an ordinal, with its ending: words separated by spaces → ending. */
  readonly fullStop?: Words;
  /** The articles that have another ending after some prepositions, a regular expression, and that ending: "in der 5. Klasse". */
  readonly oblique?: readonly [prepositions: string, articles: string, ending: string];
  /** Regular expressions of the words between two such numbers, "und", and before the second of a noun: "начало". */
  readonly conjunctions?: string;
  readonly beforeSecond?: string;
}

/** A noun that agrees with the ordinal before it: "XIX веке", "2024 году". */
export interface AgreeingNoun {
  /** The forms of the noun that take this ending, separated by spaces. */
  readonly forms: string;
  /** The ending. It may be followed by the form of the noun, if that is abbreviated: "ом году". */
  readonly ending: Ending;
  /** The noun to say in place of an abbreviation. */
  readonly said?: string;
  /** The numbers in digits that are ordinals here: "2 века" are two. Roman numerals always are. */
  readonly least: number;
  readonly most?: number;
  /** The word between two numbers that decides the second ending, as "по" in "с 1941 по 1945 год". */
  readonly until?: string;
}

/** Fractions: "$" is the numerator or the whole number, "#" the part. */
export interface FractionWords {
  /** The names of parts, by denominator, for one and for more: "one half | $ halves". */
  readonly parts: Words;
  readonly mixed: string;
  readonly andHalf: string;
  /** The last word of `andHalf` and of the part of 2 before a feminine noun, which ends in "a". */
  readonly feminineHalf?: string;
  /** The phrases of one half before nouns, which are a regular expression. */
  readonly halves?: readonly (readonly [nouns: string, phrase: string])[];
  /** The parts of a mixed number, where they stand behind the noun: "una taza y media". */
  readonly afterNoun?: AfterNoun;
  /** The word between a part and its noun, "un cuarto de litro", and its form before a vowel. */
  readonly ofNoun?: string;
  /** A regular expression of the articles before a part, which then has none of its own: "le tiers". */
  readonly articles?: string;
  /** The phrase for "1½", where it is a word of its own, and its feminine if it differs. */
  readonly oneAndHalf?: string;
  /** The amount whose plural form stands after `oneAndHalf`, if it is not that of decimals. */
  readonly oneAndHalfAs?: number;
  /** The words between points and their maximum, "8/10". */
  readonly outOf?: string;
  /** The word between the two numbers of a blood pressure, "120/80". */
  readonly over?: string;
}

/** The words of mixed numbers whose part stands behind the noun. */
export interface AfterNoun {
  /** The text behind the noun, in its gender, and the one for other parts than the half. */
  readonly half: string;
  readonly feminineHalf: string;
  readonly other: string;
  /** Regular expressions of the words that belong to the noun: adjectives before it, and a phrase behind it. */
  readonly before?: string;
  readonly behind?: string;
}

/** Powers: "$" at the start is the base, "#" the exponent. */
export interface PowerWords {
  readonly square: string;
  readonly cube: string;
  readonly other: string;
  /** The ending of the exponent, where it is an ordinal. */
  readonly ending?: string;
}

/** The words that tell Roman numerals from other capitals, as regular expressions without groups. */
export interface RomanWords {
  /** The words before a numeral that is read as an ordinal, its ending, and a phrase: "the $". */
  readonly named?: readonly (readonly [words: string, ending: string, phrase?: string])[];
  /** The largest number that is an ordinal after a name. */
  readonly most?: number;
  /** The words before a numeral that is read as a number, in any case: "chapter". */
  readonly counted?: string;
  /** The words of `counted` that are abbreviations, with their meanings. */
  readonly said?: Words;
  /** The words of `counted` that may stand before a single letter. */
  readonly lone?: string;
  /** The words after "I", where it may be a pronoun. */
  readonly afterI?: string;
  /** The words after letters that are no numeral: "IV drip". */
  readonly except?: string;
  /** Tells that any numeral of I, V and X is a number, not only one after a name. */
  readonly everywhere?: boolean;
  /** Tells that a full stop belongs to a numeral. */
  readonly dot?: boolean;
}
