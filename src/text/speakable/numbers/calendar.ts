import type { SpokenLanguage } from './spoken-language.js';

const MONTHS = 12;
const MIN_YEAR = 1000;
const MAX_YEAR = 2999;
const LAST_DAY = 31;
/** Years in two digits up to this one are of this century. */
const LATEST_SHORT_YEAR = 49;

export interface CalendarDate {
  readonly year?: number | undefined;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export const isDate = ({ year, month, day }: CalendarDate): boolean =>
  (year === undefined || (year >= MIN_YEAR && year <= MAX_YEAR)) &&
  month >= 1 &&
  month <= MONTHS &&
  day >= 1 &&
  day <= LAST_DAY &&
  midnightOf({ year: year ?? 2000, month, day }).getUTCDate() === day;

/** Returns a year of two or four digits. */
export const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) <= LATEST_SHORT_YEAR ? 2000 : 1900);

/** Returns a date of two numbers whose order the language decides, or the numbers themselves; undefined = they are no date. */
export function dateOf(
  first: number,
  second: number,
  year: number | undefined,
  monthFirst: boolean,
): CalendarDate | undefined {
  const dates = [
    { year, month: second, day: first },
    { year, month: first, day: second },
  ];
  return (monthFirst ? dates.reverse() : dates).find(isDate);
}

/** The names of the months as they stand beside a day, with the order of a date's parts. */
export interface DateFormats {
  readonly full: Intl.DateTimeFormat;
  readonly withoutYear: Intl.DateTimeFormat;
  readonly months: readonly string[];
  /** Short names that differ from the full ones, without their full stop → the full name. */
  readonly shortMonths: ReadonlyMap<string, string>;
  readonly shortWeekdays: ReadonlyMap<string, string>;
  readonly weekdays: readonly string[];
}

const formats = new Map<string, DateFormats>();

/** Returns how CLDR writes the dates of a language. Made once for a tag: that takes a millisecond. */
export function dateFormatsOf({ dateTag }: SpokenLanguage): DateFormats {
  let made = formats.get(dateTag);
  if (made === undefined) {
    const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
      new Intl.DateTimeFormat(dateTag, { ...options, timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' });
    const full = format({ day: 'numeric', month: 'long', year: 'numeric' });
    const short = format({ day: 'numeric', month: 'short' });
    const [shortWeekdays, weekdays] = (['short', 'long'] as const).map((weekday) => {
      const named = format({ weekday });
      return Array.from({ length: 7 }, (_, i) => partOf(named, { year: 2024, month: 1, day: i + 1 }, 'weekday'));
    }) as [string[], string[]];
    const months = Array.from({ length: MONTHS }, (_, i) => partOf(full, { month: i + 1, day: 1 }, 'month'));
    made = {
      full,
      withoutYear: format({ day: 'numeric', month: 'long' }),
      months,
      shortMonths: namesBy(
        months.map((_, i) => partOf(short, { month: i + 1, day: 1 }, 'month')),
        months,
      ),
      shortWeekdays: namesBy(shortWeekdays, weekdays),
      weekdays,
    };
    formats.set(dateTag, made);
  }
  return made;
}

/** Returns a date at midnight UTC; without a year it is in 2024, a leap year. */
export const midnightOf = ({ year, month, day }: CalendarDate): Date =>
  new Date(Date.UTC(year ?? 2024, month - 1, day));

const partOf = (format: Intl.DateTimeFormat, date: CalendarDate, type: Intl.DateTimeFormatPartTypes): string =>
  format.formatToParts(midnightOf(date)).find((part) => part.type === type)?.value ?? '';

/** Returns the names by their short forms, without forms that are no abbreviation. */
const namesBy = (short: readonly string[], long: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    short
      .map((name, i) => [name.replace(/\.$/, ''), long[i]!] as const)
      .filter(([name, full]) => name !== full && !/\d/.test(name)),
  );
