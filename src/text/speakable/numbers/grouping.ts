import type { RuleMaker } from './spoken-language.js';

/** Numbers that only spaces or apostrophes separate, the last of them perhaps with decimals. */
const RUN = /(?<![\p{L}\d.,^])\d{1,30}(?:[ '’]\d{1,30}){1,20}(?:[.,]\d{1,30})?(?![\d.,]\d|\d)/gu;
const MARKED = /(?<![\p{L}\d.,^])\d{1,3}(?:[.,]\d{3}){1,9}(?:[.,]\d{1,9})?(?![.,]?\d)/gu;
/** An address of the internet, "192.168.100.200", has such groups, too. */
const MAY_BE_ADDRESS = /^(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}\d{1,3}$/;
const FIRST_GROUP = /^[1-9]\d{0,2}$/;
const GROUP = /^\d{3}$/;

/**
 * Joins the groups of a number: "146 000 000", "1'000'000", "1.234.567,89". Engines read each group alone. A group has
 * three digits, the first one to three, so that the year in "in 2024 300 people" is no group.
 */
export const joinGroups: RuleMaker =
  ({ decimalMark, groupMark }) =>
  (text) =>
    text
      .replace(RUN, (run) => {
        const parts = run.split(/([ '’])/);
        let start = 0;
        // A number of another length before the groups stands alone: a year.
        if (!FIRST_GROUP.test(parts[0]!) && parts[0]!.length > 3) start = 2;
        const [whole, decimals = ''] = split(parts.slice(start).join(''));
        const groups = whole.split(/[ '’]/);
        const isGrouped =
          groups.length > 1 && FIRST_GROUP.test(groups[0]!) && groups.slice(1).every((group) => GROUP.test(group));
        return isGrouped ? parts.slice(0, start).join('') + groups.join('') + decimals : run;
      })
      .replace(MARKED, (number) => {
        const marks = number.replace(/\d+/g, '');
        const last = marks.at(-1)!;
        // With one kind of mark, a number of one group follows the language's habit, and the engine's.
        if (marks.length === 1 || MAY_BE_ADDRESS.test(number)) return number;
        const hasDecimals = last !== marks[0];
        const end = hasDecimals ? number.lastIndexOf(last) : number.length;
        const whole = number.slice(0, end).replaceAll(marks[0]!, '');
        // More marks of several kinds are a version, an address, or several numbers.
        if (/\D/.test(whole)) return number;
        if (!hasDecimals) return marks[0] === groupMark ? number : whole;
        return whole + decimalMark + number.slice(end + 1);
      });

/** Returns the whole part of a number, and its decimals with their mark. */
function split(number: string): [string, string] {
  const mark = number.search(/[.,]/);
  return mark < 0 ? [number, ''] : [number.slice(0, mark), number.slice(mark)];
}
