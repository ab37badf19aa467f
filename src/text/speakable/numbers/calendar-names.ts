import { alternationOf } from '../patterns.js';
import { dateFormatsOf } from './calendar.js';
import type { RuleMaker } from './spoken-language.js';

/** Says the short names of months beside a number, and of weekdays in a range or before a date: "5 Jan.", "Mon–Fri". */
export const sayCalendarNames: RuleMaker = (language) => {
  const { shortMonths, shortWeekdays } = dateFormatsOf(language);
  const { to, dates = {} } = language.words;
  const months = new Map([...shortMonths, ...Object.entries(dates.shortMonths ?? {})]);
  const weekdays = new Map(
    [...shortWeekdays].flatMap(([short, long]) => [
      [short, long],
      [capital(short), capital(long)],
    ]),
  );
  const rules: [RegExp, (...groups: string[]) => string][] = [];
  if (months.size > 0) {
    const names = alternationOf([...months.keys()].flatMap((name) => [...new Set([name, capital(name)])]));
    const stop = dates.bareMonths ? '\\.?' : '\\.';
    const nameOf = (short: string): string => months.get(short) ?? capital(months.get(short.toLowerCase()) ?? short);
    rules.push([new RegExp(`(?<=\\d\\.? (?:de )?)(${names})${stop}(?![\\p{L}.])`, 'gu'), (_, short) => nameOf(short!)]);
    rules.push([new RegExp(`(?<!\\p{L})(${names})${stop}(?= \\d{1,4}(?!\\d))`, 'gu'), (_, short) => nameOf(short!)]);
  }
  if (weekdays.size > 0) {
    const names = alternationOf(weekdays.keys());
    const range = to === undefined ? ' – ' : ` ${to} `;
    rules.push([
      new RegExp(`(?<!\\p{L})(${names})\\.? ?[–—-] ?(${names})(?!\\p{L})(?:\\.(?! ?$))?`, 'gu'),
      (_, first, last) => weekdays.get(first!)! + range + weekdays.get(last!)!,
    ]);
    rules.push([
      new RegExp(
        `(?<!\\p{L})(${names})\\.?,(?= (?:\\d|(?:${alternationOf(dateFormatsOf(language).months)}) \\d))`,
        'gu',
      ),
      (_, short) => `${weekdays.get(short!)!},`,
    ]);
  }
  if (rules.length === 0) return undefined;
  return (text) => rules.reduce((spoken, [pattern, say]) => spoken.replace(pattern, say), text);
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
