import { dateFormatsOf, fullYear, isDate } from './calendar.js';
import { type Rule, rangeWord, type SpokenLanguage } from './spoken-language.js';

/** The start of a date: not in a word, a number, a path or a version. */
export const DATE_START = String.raw`(?=\d)(?<![\p{L}\d./:+-])`;
/** The mark between two days of a range. */
export const RANGE = /^ ?[–—-] ?$/;
/** A day and a month with full stops: "5.6.", "5.6.2024". */
const DAY_AND_MONTH = String.raw`(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d(?!\d))?(?![\p{L}\d]|[.:]\d)`;

/** Returns the full stop that the abbreviation at the end of a date shares with the end of the text: "1990 г." */
export const stopOf = (found: string, index: number, text: string): string =>
  found.endsWith('.') && index + found.length === text.length ? '.' : '';

/**
 * Returns the rule that names the months of two days, "5.-7.6.2024", "5./6.6.", "28.12.–3.1.", in a language whose
 * written dates are said by a rule of their own.
 */
export function monthNamer(language: SpokenLanguage): Rule {
  const { dates } = language.words;
  if (!dates?.ordinalDays) return (text) => text;
  const { months } = dateFormatsOf(language);
  const between = `( ?[–—-] ?|/| (?:${dates.between}) )`;
  const days = new RegExp(`${DATE_START}(\\d{1,2})(\\.?)${between}${DAY_AND_MONTH}`, 'gu');
  const dayMonths = new RegExp(`${DATE_START}(\\d{1,2})\\.(\\d{1,2})\\.?${between}${DAY_AND_MONTH}`, 'gu');
  const isDay = (day: string, month: string): boolean => isDate({ day: Number(day), month: Number(month) });
  const written = (day: string, month: string, year = '', stop = ''): string =>
    `${day}. ${months[Number(month) - 1]!}${year && ` ${fullYear(year)}`}${stop}`;
  return (text) =>
    text
      .replace(dayMonths, (found, day, month, mark, lastDay, lastMonth, year, index: number) => {
        if (!isDay(day, month) || !isDay(lastDay, lastMonth)) return found;
        const link = RANGE.test(mark) ? rangeWord(language.words) : mark;
        return written(day, month) + link + written(lastDay, lastMonth, year, stopOf(found, index, text));
      })
      .replace(days, (found, day, stop, mark, lastDay, month, year, index: number, all: string) =>
        isDay(day, month) && isDay(lastDay, month) && (stop !== '' || year !== undefined)
          ? day + stop + mark + written(lastDay, month, year, stopOf(found, index, all))
          : found,
      );
}
