import { NEVER } from '../patterns.js';
import { dottedTimes } from './dotted-times.js';
import { durationOf } from './duration.js';
import { formFor, formsOf, type RuleMaker, rangeWord } from './spoken-language.js';

const LAST_HOUR = 24;
const LAST_MINUTE = 59;
const LAST_SECOND = 59;
const NOON = 12;
/** Below this number, minutes have a leading zero. */
const TEN = 10;
const START = String.raw`(?=\d)(?<![\p{L}\d:.,/-])`;
const END = String.raw`(?![\d:/]|[.,]\d)`;
const RANGE = new RegExp(`${START}(\\d{1,2}:\\d\\d) ?[–—-] ?(?=\\d{1,2}:\\d\\d${END})`, 'gu');
const RATIO = new RegExp(`${START}(\\d{1,4}):(\\d{1,4})${END}`, 'gu');
/** Matches every text with a time on the 12-hour clock. */
const MAY_BE_NOON = /\d ?[ap]\.?m/i;
/** The dash of "9 a.m.–5 p.m.". */
const NOON_RANGE = /(?<=\d ?[ap]\.?m\.?) ?[–—-] ?(?=\d{1,2}(?::\d\d)? ?[ap]\.?m)/giu;
/** "5pm": the engine reads a word. */
const NOON_MARK = /(?<=\d)([ap]\.?m|[AP]M)(?![\p{L}\d])/gu;

/**
 * Says times of the day, "10:00", durations, "1:30:00", and ratios, "16:9". A time has two digits of minutes, and an
 * hour up to 24.
 */
export const sayTimes: RuleMaker = (language) => {
  const { times = {}, ratio } = language.words;
  const unit = times.unit === undefined ? '' : `(?: ?(?:${times.unit})(?!\\p{L}))?`;
  const clock = new RegExp(`${START}(\\d{1,2}):(\\d\\d)(?::(\\d\\d))?${END}${unit}`, 'giu');
  const marked = times.mark && new RegExp(`${START}(\\d{1,2}) ?(?:${times.mark}) ?([0-5]\\d)(?![\\p{L}\\d])`, 'giu');
  const isNoTime = new RegExp(`(?<!\\p{L})(?:${times.notAfter ?? NEVER}) $`, 'u');
  const bareBefore = new RegExp(`(?<!\\p{L})(?:${times.bareBefore ?? NEVER}) $`, 'iu');
  const bareAfter = new RegExp(`^ ?(?:${times.bareAfter ?? NEVER})`, 'iu');
  const sayDuration = durationOf(language);
  const joinDotted = dottedTimes(language);

  const say = (found: string, hours: number, minutes: number, before: string, after: string): string => {
    const isBare = minutes === 0 && (bareBefore.test(before) || bareAfter.test(after));
    const template = isBare ? '$' : templateOf(hours, minutes);
    return template === undefined ? found : fill(template, hours, minutes);
  };
  const templateOf = (hours: number, minutes: number): string | undefined => {
    if (minutes > 0) return minutes < TEN ? times.few : times.other;
    const late = hours % LAST_HOUR === 0 ? times.midnight : hours > NOON ? times.late : undefined;
    return late ?? times.full;
  };
  const fill = (template: string, hours: number, minutes: number): string =>
    formFor(formsOf(template), hours, language)
      .replace('$', times.hours?.[hours] ?? String(hours))
      .replace('#', String(minutes));
  const sayClock = (hours: number, minutes: number, seconds: number): string => {
    const time = fill(templateOf(hours, minutes) ?? '$ #', hours, minutes);
    return seconds === 0
      ? time
      : `${time} ${formFor(formsOf(times.seconds!), seconds, language).replace('$', String(seconds))}`;
  };

  return (text) => {
    let spoken = text;
    if (MAY_BE_NOON.test(text))
      spoken = spoken.replace(NOON_MARK, ' $1').replace(NOON_RANGE, rangeWord(language.words));
    if (marked) spoken = spoken.replace(marked, (_, hours: string, minutes: string) => `${hours}:${minutes}`);
    if (joinDotted) spoken = joinDotted(spoken);
    if (!spoken.includes(':')) return spoken;
    spoken = spoken.replace(RANGE, `$1${rangeWord(language.words)}`);
    spoken = spoken.replace(clock, (found, hourDigits: string, minuteDigits: string, secondDigits, index, all) => {
      const hours = Number(hourDigits);
      const minutes = Number(minuteDigits);
      if (minutes > LAST_MINUTE || Number(secondDigits ?? 0) > LAST_SECOND) return found;
      const before = all.slice(Math.max(0, index - 24), index);
      if (isNoTime.test(before)) return found;
      if (secondDigits !== undefined) {
        const seconds = Number(secondDigits);
        const isClock =
          hourDigits.length === 2 && hours < LAST_HOUR && hours + minutes > 0 && times.seconds !== undefined;
        return isClock ? sayClock(hours, minutes, seconds) : sayDuration(hours, minutes, seconds);
      }
      const end = index + found.length;
      return hours > LAST_HOUR ? found : say(found, hours, minutes, before, all.slice(end, end + 12));
    });
    return ratio === undefined
      ? spoken
      : spoken.replace(RATIO, (found, first: string, second: string, index, all) =>
          isNoTime.test(all.slice(Math.max(0, index - 24), index)) ||
          (second.length === 2 && Number(first) <= LAST_HOUR)
            ? found
            : `${first} ${ratio} ${second}`,
        );
  };
};
