import { alternationOf } from '../patterns.js';
import { dateFormatsOf } from './calendar.js';
import { type Rule, type RuleMaker, rangeWord } from './spoken-language.js';

/** Says the short names of months beside a number, and of weekdays in a range or before a date: "5 Jan.", "Mon–Fri". */
export const sayCalendarNames: RuleMaker = (language) => {
  const { shortMonths, shortWeekdays, months: fullMonths } = dateFormatsOf(language);
  const { dates = {} } = language.words;
  const months = new Map([...shortMonths, ...Object.entries(dates.shortMonths ?? {})]);
  const weekdays = new Map(
    [...shortWeekdays].flatMap(([short, long]) => [
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
    const range = rangeWord(language.words);
    const month = alternationOf(fullMonths);
    // "Do. bis 20 Uhr": in lower case, "mar." and "ср." have other meanings, but for times: "пн. с 10".
    const areCapital = [...shortWeekdays.keys()].every((short) => /^\p{Lu}/u.test(short));
    const stopped = areCapital ? '|(\\.)(?=[,;)]| [\\p{Ll}\\d&])' : '|(\\.)(?= (?:\\p{L}{1,5} )?\\d)';
    const days = new RegExp(
      `(${names})(?:\\.? ?[–—-] ?(${names})(?!\\p{L})(?:\\.(?! ?$))?|\\.?,(?= (?:\\d|(?:${month}) \\d))` +
        `|\\.?(?= (?:\\d{1,2}\\.\\d{1,2}\\.|\\d{1,2}\\.? (?:${month})(?!\\p{L})|(?:${month}) \\d))${stopped})`,
      'gu',
    );
    rules.push((text) =>
      text.replace(days, (found, first: string, last: string | undefined, stop: string | undefined, index: number) => {
        if (isInWord(text, index) || isUnit(text, index)) return found;
        if (stop) return weekdays.get(first)!;
        return last === undefined ? `${weekdays.get(first)},` : weekdays.get(first)! + range + weekdays.get(last)!;
      }),
    );
  }
  if (rules.length === 0) return undefined;
  return (text) => rules.reduce((spoken, rule) => rule(spoken), text);
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
