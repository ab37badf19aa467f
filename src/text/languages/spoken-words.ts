import type { Gender, NounWords } from './noun-words.js';
import type { MoneyWords, UnitWords } from './unit-words.js';
import type { Words } from './word-table.js';

export type { Words } from './word-table.js';

/**
 * The ending of an ordinal number, which may depend on the word before it (words separated by spaces → ending; the empty
 * word is the start of a text or clause), or on the next word (a regular expression, and the ending).
 */
export type Ending =
  | string
  | { readonly usual: string; readonly after?: Words; readonly next?: readonly [words: string, ending: string] };

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
  /** A regular expression of the Roman numerals that may have a mark. */
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

export interface DateWords {
  /** The ending of the day, which is an ordinal that the engine cannot read. */
  readonly dayEnding?: Ending;
  /** Tells that a day before the name of its month must become an ordinal, too: "5 марта", "5. März". */
  readonly ordinalDays?: boolean;
  /** The ending of a day that stands alone. */
  readonly aloneEnding?: string;
  /** The first day of a month: "1er". */
  readonly firstDay?: string;
  /** The ending of the year, the noun to say after it, and a regular expression of the nouns that stand there. */
  readonly yearEnding?: string;
  readonly yearNoun?: string;
  readonly yearNouns?: string;
  /** A regular expression of the words between two days, and the one that gives both the same ending. */
  readonly between?: string;
  readonly and?: string;
  /** The whole date, where it is not that of CLDR: "$Y", "$M", "$D". */
  readonly pattern?: string;
  /** Short names of months beside those of CLDR. */
  readonly shortMonths?: Words;
  /** Tells whether a short name may stand without its full stop: "Jan 5". */
  readonly bareMonths?: boolean;
  /** A regular expression of the declined names of weekdays, which may stand between a preposition and a date. */
  readonly weekdayForms?: string;
  /** A regular expression of the words after which "5.3." and "05.03" are a day and a month. */
  readonly dotted?: string;
  /** Regular expressions of the words before "1/5" that make it a day and a month, and of those after it that make it a fraction. */
  readonly slashed?: readonly [before: string, fractionOf: string];
  /** Short names of weekdays beside those of CLDR. */
  readonly shortWeekdays?: Words;
  /** A regular expression of the words between two short names of weekdays: "lun. a vie.". */
  readonly weekdayLinks?: string;
  /** The letters of the weekdays from Monday on, as opening hours have them: "L-V". */
  readonly weekdayLetters?: string;
  /** The word for the holidays behind such a letter: "D y festivos". */
  readonly holidays?: string;
}

/** Times: "$" is the hour, "#" the minute. Templates have plural forms. Without one, the engine reads such a time. */
export interface TimeWords {
  readonly full?: string;
  /** A time with less than ten minutes. */
  readonly few?: string;
  readonly other?: string;
  /** The text after the minutes of a time with seconds: "and $ second | and $ seconds". Without it, such a time is a duration. */
  readonly seconds?: string;
  /** A full hour above twelve, and midnight, where they differ. */
  readonly late?: string;
  readonly midnight?: string;
  /** The hours that have other words here: 1 is "une". */
  readonly hours?: Readonly<Record<number, string>>;
  /** Regular expressions: words after a time which it says itself ("Uhr"); words beside a full hour that need no "o'clock". */
  readonly unit?: string;
  readonly bareBefore?: string;
  readonly bareAfter?: string;
  /** A regular expression of the words before numbers that are no time, "John 3:16". */
  readonly notAfter?: string;
  /** The mark between hours and minutes beside ":": "10h30". */
  readonly mark?: string;
  /** Regular expressions of the words before a time with a point, "в 19.30", and of those after an amount. */
  readonly dottedAfter?: string;
  readonly notDotted?: string;
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
  /** The shapes of telephone numbers in the language's countries, as a regular expression. */
  readonly phones?: string;
  readonly plus: string;
}
