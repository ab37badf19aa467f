import type { Ending } from './number-words.js';
import type { Words } from './word-table.js';

/** The words of dates. */
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
