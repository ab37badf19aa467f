import type { DateWords } from '../../languages/date-words.js';
import { alternationOf, NEVER } from '../patterns.js';
import { type CalendarDate, dateFormatsOf, isDate } from './calendar.js';
import { DATE_START } from './day-pairs.js';
import type { Rule, SpokenLanguage } from './spoken-language.js';

/** A function that says a date of a text, by the word before it. */
export type DateSayer = (date: CalendarDate, text: string, index: number, length: number) => string;

/** Returns the rules for dates without a year: "am 5.3.", "el 1/5", "1 mai". */
export const shortDateRules = (language: SpokenLanguage, say: DateSayer): Rule[] =>
  [dottedDates(language, say), slashedDates(language.words.dates, say), firstDays(language)].filter(
    (rule) => rule !== undefined,
  );

/** Returns the rule for the first day of a month, in a language that has a word for it: "1 mai", "1° maggio". */
function firstDays(language: SpokenLanguage): Rule | undefined {
  const { firstDay } = language.words.dates ?? {};
  if (firstDay === undefined) return undefined;
  const first = new RegExp(
    `${DATE_START}1[°º]? (?=(?:de )?(?:${alternationOf(dateFormatsOf(language).months)})(?!\\p{L}))`,
    'giu',
  );
  return (text) => text.replace(first, `${firstDay} `);
}

/** Returns the rule for days and months in digits without a year, in a language that writes them so: "am 5.3." */
function dottedDates(language: SpokenLanguage, say: DateSayer): Rule | undefined {
  const { dates, times } = language.words;
  if (dates?.dotted === undefined) return undefined;
  const weekdays = alternationOf(dateFormatsOf(language).weekdays);
  return shortDates(
    `${dates.dotted}|(?:${weekdays}),?`,
    `(\\d{1,2})\\.(\\d{1,2})(?! (?:${times?.unit ?? NEVER})(?!\\p{L}))(?:\\.(?= \\(?\\p{Ll}|[,;)–-])|(?=\\.?$)|(?![\\p{L}\\d.,:%]))`,
    say,
  );
}

/** Returns the rule for days and months with a slash, in a language in which words tell them from fractions: "el 1/5". */
function slashedDates(dates: DateWords | undefined, say: DateSayer): Rule | undefined {
  if (dates?.slashed === undefined) return undefined;
  const [before, fractionOf] = dates.slashed;
  return shortDates(
    before,
    `(\\d{1,2})/(\\d{1,2})(?![\\p{L}\\d/%]|[.,:]\\d| (?:(?:${fractionOf})(?!\\p{L})|d['’]))`,
    say,
  );
}

/** Returns the rule for a day and a month after one of the words. */
function shortDates(words: string, dayAndMonth: string, say: DateSayer): Rule {
  // A test for a digit first is much faster.
  const pattern = new RegExp(`(?=\\d)(?<=(?<!\\p{L})(?:${words}) )${dayAndMonth}`, 'giu');
  return (text) =>
    text.replace(pattern, (found, day: string, month: string, index: number) => {
      const date = { day: Number(day), month: Number(month) };
      return isDate(date) ? say(date, text, index, found.length) : found;
    });
}
