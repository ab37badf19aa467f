import { NEVER } from '../patterns.js';
import type { Rule } from './spoken-language.js';

/** The words of a language for the letters of weekdays. */
export interface WeekdayLetters {
  /** The letters of the weekdays from Monday on, one for each. */
  readonly letters: string;
  /** The weekdays in the same order. */
  readonly names: readonly string[];
  /** The word between two days or hours, and the one before the last of several. */
  readonly to: string;
  readonly and: string;
  /** The word for holidays behind a letter: "D y festivos". */
  readonly holidays: string | undefined;
}

/**
 * Returns the rule for the letters of weekdays in opening hours: "L-V 9:00–18:00", "S: 10–14 h". Single letters have many
 * meanings: hours follow these, and the second day of a range is the later one.
 */
export function weekdayLetters({ letters, names, to, and, holidays }: WeekdayLetters): Rule {
  const hours = `(?=[:,]? (?:\\p{L}{2,5} ){0,2}\\d{1,2}(?::\\d\\d| ?h(?!\\p{L})| ?[–—-] ?\\d| ${to} \\d))`;
  const name = (letter: string): string => names[letters.indexOf(letter)]!;
  const day = `[${letters}]`;
  const start = String.raw`(?<![\p{L}\d.’'-])`;
  const pair = new RegExp(
    `${start}(?:(?<=(?<!\\p{L})de )(${day}) ${to} (${day})(?![\\p{L}\\d-])|(${day})(?: ?[–—-] ?| ${to} )(${day})${hours})`,
    'gu',
  );
  const list = new RegExp(`${start}(?:${day}, ){0,4}${day} ${and} ${day}${hours}`, 'gu');
  const single = new RegExp(`(?<=^|[,;/(] ?)${day}${hours}`, 'gu');
  const beforeHolidays = new RegExp(`${start}${day}(?= ${and} ${holidays ?? NEVER})`, 'gu');
  const letter = new RegExp(day, 'g');
  return (text) =>
    text
      .replace(pair, (found, opening, closing, first = opening, last = closing) =>
        letters.indexOf(first) < letters.indexOf(last) ? `${name(first)} ${to} ${name(last)}` : found,
      )
      .replace(list, (found) => found.replace(letter, name))
      .replace(single, name)
      .replace(beforeHolidays, name);
}
