import { alternationOf } from '../patterns.js';
import type { Rule, SpokenLanguage } from './spoken-language.js';
import { unitSymbols } from './unit-names.js';

const LAST_HOUR = 24;
/** A number that may be a time: not a part of a longer number, of a date, or of a word. */
const DOTTED = String.raw`(?<![\d.,:/-])(\d{1,2})\.([0-5][05])(?![\p{L}\d%°]|[.,:/]\d)`;
/** A dash or a short word between two times: "9.00–18.00", "9.00 bis 18.00". */
const BETWEEN = String.raw`(?: ?[–—-] ?| \p{L}{1,4} )`;
const AFTER_TIME = new RegExp(`(?<=\\d:\\d\\d${BETWEEN})(\\d{1,2})\\.([0-5]\\d)(?![\\p{L}\\d%°]|[.,:/]\\d)`, 'gu');
const BEFORE_TIME = new RegExp(`${DOTTED}(?=${BETWEEN}\\d{1,2}:\\d\\d(?!\\d))`, 'gu');
/** Opening hours: two times of day at a quarter of an hour. */
const HOURS = /(?<![\p{L}\d.,:/-])(\d{1,2})\.(00|15|30|45) ?[–—-] ?(\d{1,2})\.(00|15|30|45)(?![\p{L}\d%°]|[.,:/-]\d)/gu;
/** The hours and minutes that are likely a time without another sign of one: "1.50" may be a price, and "2.5" is none. */
const LIKELY = /^(?:\d\d\.\d\d|\d\.(?:00|15|30|45))$/;

/**
 * Returns the rule that writes times with a point like all others, "в 19.30" as "в 19:30", in a language that has both.
 * A number with a point may also be an amount, so that a word, a mark or another time must tell that it is a time.
 */
export function dottedTimes(language: SpokenLanguage): Rule | undefined {
  const { times: { dottedAfter, notDotted } = {}, money } = language.words;
  if (dottedAfter === undefined) return undefined;
  const after = new RegExp(`(?<=(?<!\\p{L})(?:${dottedAfter}) )${DOTTED}`, 'giu');
  const units = [...unitSymbols(language), ...Object.keys({ ...money?.signs, ...money?.names })];
  const amounts = ['\\p{Sc}', alternationOf(units), ...(notDotted === undefined ? [] : [notDotted])].join('|');
  const isAmount = new RegExp(`^(?:${BETWEEN}\\d{1,3}[.,]\\d\\d)? ?(?:${amounts})(?!\\p{L})`, 'u');
  const isTime = (hours: string, text: string, end: number): boolean =>
    Number(hours) <= LAST_HOUR && !isAmount.test(text.slice(end, end + 24));

  return (text) => {
    if (!/\d\.[0-5]\d/.test(text)) return text;
    return text
      .replace(after, (found, hours: string, minutes: string, index: number, all: string) =>
        LIKELY.test(found) && isTime(hours, all, index + found.length) ? `${hours}:${minutes}` : found,
      )
      .replace(HOURS, (found, hours: string, minutes: string, last: string, lastMinutes: string, index, all) =>
        Number(hours) <= LAST_HOUR && isTime(last, all, index + found.length)
          ? `${hours}:${minutes}–${last}:${lastMinutes}`
          : found,
      )
      .replace(AFTER_TIME, (found, hours: string, minutes: string, index: number, all: string) =>
        isTime(hours, all, index + found.length) ? `${hours}:${minutes}` : found,
      )
      .replace(BEFORE_TIME, '$1:$2');
  };
}
