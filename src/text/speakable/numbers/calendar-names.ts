import { alternationOf, capital } from '../patterns.js';
import { dateFormatsOf } from './calendar.js';
import { type Rule, type RuleMaker, rangeWord } from './spoken-language.js';
import { weekdayLetters } from './weekday-letters.js';

/** Matches a mark of a range. */
const DASH = /[–—-]/;

/** Says the short names of months beside a number, and of weekdays in a range or before a date: "5 Jan.", "Mon–Fri". */
export const sayCalendarNames: RuleMaker = (language) => {
  const { shortMonths, shortWeekdays, months: fullMonths } = dateFormatsOf(language);
  const { dates = {} } = language.words;
  const months = new Map([...shortMonths, ...Object.entries(dates.shortMonths ?? {})]);
  const weekdays = new Map(
    [...shortWeekdays, ...Object.entries(dates.shortWeekdays ?? {})].flatMap(([short, long]) => [
      [short, long],
      [capital(short), capital(long)],
    ]),
  );
  const rules: Rule[] = [];
  // The characters before a name are looked at only after a match: that is much faster.
  const isInWord = (text: string, index: number): boolean => /\p{L}$/u.test(text.slice(Math.max(0, index - 2), index));
  /** Returns true for a name after a number, which is a unit: "60 Вт". */
  const isUnit = (text: string, index: number): boolean => /\d ?$/.test(text.slice(Math.max(0, index - 2), index));

  if (months.size > 0) {
    const names = alternationOf([...months.keys()].flatMap((name) => [name, capital(name)]));
    const nameOf = (short: string): string => months.get(short) ?? capital(months.get(short.toLowerCase()) ?? short);
    const month = new RegExp(`(${names})${dates.bareMonths ? '\\.?' : '\\.'}(?![\\p{L}.])( \\d{1,4}(?!\\d))?`, 'gu');
    rules.push((text) =>
      text.replace(month, (found, short: string, number: string | undefined, index: number) => {
        if (isInWord(text, index)) return found;
        const isBesideNumber =
          number !== undefined || /\d\.? (?:de )?$/.test(text.slice(Math.max(0, index - 6), index));
        return isBesideNumber ? nameOf(short) + (number ?? '') : found;
      }),
    );
  }
  if (weekdays.size > 0) {
    const names = alternationOf(weekdays.keys());
    const allMonths = alternationOf(fullMonths);
    const range = rangeWord(language.words);
    const { weekdayLinks: links } = dates;
    const between = links === undefined ? ' ?[–—-] ?' : ` ?[–—-] ?|, | (?:${links}) `;
    // "Do. bis 20 Uhr": in lower case, "mar." and "ср." have other meanings, but for times: "пн. с 10".
    const areCapital = [...shortWeekdays.keys()].every((short) => /^\p{Lu}/u.test(short));
    const stopped = areCapital ? '\\.(?=[,;)]| [\\p{Ll}\\d&])' : '\\.(?= (?:\\p{L}{1,5} )?\\d)';
    // In opening hours a day stands alone: "сб. до 18:00", "lun. 9:00", "dom. cerrado".
    const alone =
      links === undefined
        ? stopped
        : `\\.?(?=:? \\d{1,2}(?::\\d\\d| ?h(?!\\p{L})))|\\.(?= ?:| \\d{1,2}(?:er|/| (?:de )?(?:${allMonths}))| \\p{Ll})`;
    // Before a date, a comma is said, as in "Wednesday, June 5".
    const beforeDate =
      links === undefined
        ? `|\\.?(?= (?:\\d{1,2}\\.\\d{1,2}\\.|\\d{1,2}\\.? (?:${allMonths})(?!\\p{L})|(?:${allMonths}) \\d))`
        : '';
    const last = `(?:${names})(?!\\p{L})(?:\\.(?! ?$))?`;
    const days = new RegExp(
      `(${names})(?:((?:\\.?(?:${between})${last}){1,6})|(\\.?,(?= (?:\\d|(?:${allMonths}) \\d))${beforeDate})|${alone})`,
      'gu',
    );
    const next = new RegExp(`\\.?(${between})(${names})(?!\\p{L})\\.?`, 'gu');
    rules.push((text) =>
      text.replace(
        days,
        (found, first: string, others: string | undefined, comma: string | undefined, index: number) => {
          if (isInWord(text, index) || isUnit(text, index)) return found;
          const said = others?.replace(
            next,
            (_, mark: string, name: string) => (DASH.test(mark) ? range : mark) + weekdays.get(name)!,
          );
          return weekdays.get(first)! + (said ?? (comma === undefined ? '' : ','));
        },
      ),
    );
    const { to, symbols } = language.words;
    const letters = dates.weekdayLetters;
    if (letters && to && symbols?.['&'])
      rules.push(
        weekdayLetters({
          letters,
          holidays: dates.holidays,
          names: [...shortWeekdays.values()],
          to,
          and: symbols['&'],
        }),
      );
  }
  if (rules.length === 0) return undefined;
  return (text) => rules.reduce((spoken, rule) => rule(spoken), text);
};
