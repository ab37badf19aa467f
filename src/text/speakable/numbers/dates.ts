import { alternationOf, NEVER, wordBefore } from '../patterns.js';
import { type CalendarDate, dateFormatsOf, dateOf, fullYear, isDate, midnightOf } from './calendar.js';
import { monthNamer, RANGE, DATE_START as START, stopOf } from './day-pairs.js';
import { type DateSayer, shortDateRules } from './short-dates.js';
import { endingSayer, type Rule, type RuleMaker, rangeWord, type SpokenLanguage } from './spoken-language.js';

const END = String.raw`(?![\p{L}\d]|[./:-]\d)`;
/** A time of ISO 8601 after a date, with seconds and the difference to UTC. */
const CLOCK = String.raw`(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d(?::?\d\d)?)?)?`;
const YEAR_FIRST = `${START}(\\d{4})(?:-(\\d{1,2})-(\\d{1,2})|/(\\d{1,2})/(\\d{1,2})|\\.(\\d\\d)\\.(\\d\\d))${CLOCK}${END}`;
const YEAR_LAST = `${START}(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d\\d)${END}`;
const MAY_BE_NUMERIC = /\d[-./]\d/;
const TWO_DIGITS = /^\d\d$/;
/** The most characters of a weekday and its comma. */
const MAX_WEEKDAY = 20;
const ANY_DATE = String.raw`\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}[./]\d{4}`;
const DATE_RANGE = new RegExp(`${START}(${ANY_DATE}) ?[–—-] ?(?=(?:${ANY_DATE.replace('(', '(?:')})${END})`, 'gu');

/**
 * Says dates in digits with the name of the month: "2024-01-15", "05.03.2024", "01/15/2024". The language decides the
 * order of day and month, unless only one order is a date.
 */
export const sayDates: RuleMaker = (language) => {
  const say = dateSayer(language);
  const { words, monthFirst } = language;
  const sayWritten = writtenDates(language, say);
  const shortRules = shortDateRules(language, say);
  const nameMonths = monthNamer(language);
  const { yearNoun, yearNouns } = words.dates ?? {};
  // The date already says the noun of the year that may follow it: "15.03.1990 г."
  const noun = yearNoun === undefined ? '' : `(?: ?(?:${yearNouns})(?!\\p{L}))?`;
  const [yearFirst, yearLast] = [YEAR_FIRST, YEAR_LAST].map((date) => new RegExp(date + noun, 'gu')) as [
    RegExp,
    RegExp,
  ];
  const sayNumeric: Rule = (text) =>
    text
      .replace(DATE_RANGE, (_, date: string) => date + rangeWord(language.words))
      .replace(yearFirst, (found, ...groups) => {
        const [year, ...parts] = groups.slice(0, 7).filter((group) => group !== undefined) as string[];
        const date = { year: Number(year), month: Number(parts[0]), day: Number(parts[1]) };
        const [clock, zone] = groups.slice(7, 9) as (string | undefined)[];
        if (!isDate(date)) return found;
        const [index, all] = groups.slice(-2) as [number, string];
        const time = (clock ? `, ${clock}` : '') + sayZone(zone);
        return say(date, all, index, found.length) + time + stopOf(found, index, all);
      })
      .replace(yearLast, (found, first: string, mark: string, second: string, year: string, index: number, all) => {
        // Two digits may be a version: a date has them in all parts.
        const isShort = year.length === 2;
        if (isShort && (!TWO_DIGITS.test(first) || !TWO_DIGITS.test(second) || mark === '-')) return found;
        if (isShort && mark === language.decimalMark) return found;
        const date = dateOf(Number(first), Number(second), fullYear(year), monthFirst && mark !== '.');
        return date === undefined ? found : say(date, all, index, found.length) + stopOf(found, index, all);
      });
  return (text) => {
    const spoken = sayWritten(MAY_BE_NUMERIC.test(text) ? sayNumeric(nameMonths(text)) : text);
    return shortRules.reduce((said, rule) => rule(said), spoken);
  };
};

function sayZone(zone: string | undefined): string {
  if (zone === undefined) return '';
  const [, sign = '', hours = '0', minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (Number(hours) + Number(minutes) === 0) return ' UTC';
  return ` UTC ${sign}${Number(hours)}${minutes === '00' ? '' : ` ${minutes}`}`;
}

/**
 * Returns the function that finds the word which governs a date: the one before it, or before its weekday: "am Mittwoch,
 * 5. Juni".
 */
function governorFinder(language: SpokenLanguage): (text: string, index: number) => string {
  const forms = language.words.dates?.weekdayForms ?? NEVER;
  const weekday = new RegExp(`(?<!\\p{L})(?:${alternationOf(dateFormatsOf(language).weekdays)}|${forms}),? $`, 'iu');
  return (text, index) => {
    const start = Math.max(0, index - MAX_WEEKDAY);
    const found = weekday.exec(text.slice(start, index));
    return wordBefore(text, found === null ? index : start + found.index);
  };
}

/** Returns a function that says a date of a text, by the word before it. */
function dateSayer(language: SpokenLanguage): DateSayer {
  const { dates = {}, numbers } = language.words;
  const formats = dateFormatsOf(language);
  const dayEnding = dates.dayEnding === undefined ? undefined : endingSayer(dates.dayEnding);
  const governorOf = governorFinder(language);
  return (date, text, index, length) => {
    if (dates.pattern !== undefined) return fill(dates.pattern, date);
    const before = governorOf(text, index);
    const isAlone = before === '' && /^(?:[.,;:!?)]|$| [–—-] )/.test(text.slice(index + length, index + length + 3));
    const ending = isAlone && dates.aloneEnding !== undefined ? dates.aloneEnding : dayEnding?.(before);
    const format = date.year === undefined ? formats.withoutYear : formats.full;
    const parts = format.formatToParts(midnightOf(date)).map((part) => ({ ...part }));
    for (const [i, part] of parts.entries()) {
      const next = parts[i + 1];
      const said =
        part.type === 'day'
          ? date.day === 1 && dates.firstDay !== undefined
            ? dates.firstDay
            : ending !== undefined && numbers?.ordinal?.(date.day, ending)
          : part.type === 'year' && dates.yearEnding !== undefined && numbers?.ordinal?.(date.year!, dates.yearEnding);
      if (!said) continue;
      part.value = said;
      // The full stop of an ordinal, and the short word for "year".
      if (part.type === 'day' && next?.type === 'literal') next.value = next.value.replace(/^\./, '');
      if (part.type === 'year' && dates.yearNoun !== undefined) {
        parts.length = i + 1;
        parts.push({ type: 'literal', value: ` ${dates.yearNoun}` });
      }
    }
    return parts.map(({ value }) => value).join('');
  };
}

const fill = (pattern: string, { year, month, day }: CalendarDate): string =>
  pattern
    .slice(year === undefined ? pattern.indexOf('$M') : 0)
    .replace('$Y', String(year))
    .replace('$M', String(month))
    .replace('$D', String(day));

/**
 * Returns the rule for dates with the name of a month, in a language whose days are ordinals that the engine reads as
 * numbers: "5 марта 2024 года", "5. März", "с 5 по 10 марта".
 */
function writtenDates(language: SpokenLanguage, say: DateSayer): Rule {
  const { dates, numbers } = language.words;
  if (dates?.dayEnding === undefined || !dates.ordinalDays) return (text) => text;
  const { months } = dateFormatsOf(language);
  const endingAfter = endingSayer(dates.dayEnding);
  const governorOf = governorFinder(language);
  const years = dates.yearNoun === undefined ? '()' : `(?: (\\d{4})(?: (?:${dates.yearNouns})(?!\\p{L}))?)?`;
  const written = new RegExp(
    `${START}(?:(\\d{1,2})\\.?( ?[–—-] ?|(?<=\\.)/| (?:${dates.between}) ))?(\\d{1,2})\\.? (${alternationOf(months)})(?!\\p{L})${years}`,
    'giu',
  );
  return (text) =>
    text.replace(written, (found, first: string | undefined, between = '', day: string, month: string, year, index) => {
      const date = {
        month: months.indexOf(month) + 1 || months.indexOf(month.toLowerCase()) + 1,
        day: Number(day),
        year: year ? Number(year) : undefined,
      };
      if (!isDate(date)) return found;
      const stop = stopOf(found, index, text);
      if (first === undefined) return say(date, text, index, found.length) + stop;
      // "по" in "с 5 по 10 марта" decides the second day, and the word before the first one decides that.
      const before = governorOf(text, index);
      const ending = before === '' ? (dates.aloneEnding ?? endingAfter(before)) : endingAfter(before);
      const start = numbers?.ordinal?.(Number(first), ending);
      const isRange = RANGE.test(between);
      const governor = isRange || between === '/' || between.trim() === dates.and ? before : between.trim();
      return start === undefined
        ? found
        : `${start}${isRange ? rangeWord(language.words) : between}${say(date, governor, governor.length, 0)}${stop}`;
    });
}
