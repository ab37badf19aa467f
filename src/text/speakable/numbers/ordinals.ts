import { alternationOf, NEVER, wordBefore } from '../patterns.js';
import { numeralValue, ROMAN } from './roman-numeral.js';
import { byWord, endingSayer, type Rule, type RuleMaker, rangeWord, type SpokenLanguage } from './spoken-language.js';

const START = String.raw`(?=[\dIVXLCDMІХ])(?<![\p{L}\d.,:/#№-])`;
/** A mark or a short word between two numbers that a noun belongs to: "XVIII–XIX", "18./19.", "1941 и 1945". */
const BETWEEN = String.raw` ?[–—-] ?|(?<=[.IVXLCDMІХ]|\d{4})/| \p{L}{1,3} `;
/** The end of an abbreviation before a number: "80-х гг. XX в." */
const ABBREVIATION = /(?<!\p{L})(\p{L}{1,3}\.) ?$/u;
const DASH = /[–—-]/;
const JOINED_DASH = /^[–—-]$/;
const MAX_ORDINAL = 9999;
/** The most characters of a preposition and an article before an ordinal. */
const MAX_GOVERNOR = 20;

/** Says ordinals in digits and Roman numerals: "1-й", "3er", "XIXe", "XIX веке", "в 2024 году", "am 3. Tag". */
export const sayOrdinals: RuleMaker = (language) => {
  const { ordinals, numbers } = language.words;
  if (ordinals === undefined || numbers?.ordinal === undefined) return undefined;
  const rules = [
    fixedForms(language),
    agreeingNouns(language),
    markedOrdinals(language),
    fullStopOrdinals(language),
  ].filter((rule) => rule !== undefined);
  return (text) => rules.reduce((spoken, rule) => rule(spoken), text);
};

/** Returns the rule for forms that are written out in the table: "2-х" is a cardinal. */
function fixedForms({ words: { ordinals } }: SpokenLanguage): Rule | undefined {
  const { fixed } = ordinals!;
  if (fixed === undefined) return undefined;
  const pattern = new RegExp(`${START}(?:${alternationOf(Object.keys(fixed))})(?![\\p{L}\\d])`, 'gu');
  return (text) => text.replace(pattern, (form) => fixed[form]!);
}

/** Returns the rule for numbers before a noun that agrees with them. */
function agreeingNouns({ words }: SpokenLanguage): Rule | undefined {
  const { nouns, beforeSecond } = words.ordinals!;
  if (nouns === undefined) return undefined;
  const { ordinal } = words.numbers!;
  const byForm = new Map(
    nouns.flatMap((noun) => {
      const entry = { ...noun, endingAfter: endingSayer(noun.ending) };
      return noun.forms.split(' ').map((form) => [form, entry] as const);
    }),
  );
  const dash = rangeWord(words);
  const number = `\\d{1,4}(?!\\d)|${ROMAN}`;
  // "Конец XIX — начало XX века": the second number has a phrase of its own.
  const phrase = beforeSecond === undefined ? '()' : `(?:(${beforeSecond}) )?`;
  const pattern = new RegExp(
    `${START}(?:(${number})\\.?(${BETWEEN})${phrase})?(${number})(\\.?) ?(${alternationOf(byForm.keys())})(?![\\p{L}\\d])`,
    'gu',
  );
  /** Returns the abbreviation of a noun of the table before an index; '' = none. */
  const abbreviationBefore = (text: string, index: number): string => {
    const short = ABBREVIATION.exec(text.slice(Math.max(0, index - 6), index))?.[1] ?? '';
    return byForm.has(short) ? short : '';
  };
  const replacement = (
    found: string,
    first: string | undefined,
    between: string,
    own: string,
    numeral: string,
    stop: string,
    form: string,
    index: number,
    text: string,
  ): string => {
    const { said, endingAfter, least, most = MAX_ORDINAL, until } = byForm.get(form)!;
    const ordinalOf = (digits: string, ending: string): string | undefined => {
      const value = numeralValue(digits);
      const isOrdinal = value !== undefined && (!/\d/.test(digits) || stop !== '' || (value >= least && value <= most));
      return isOrdinal ? ordinal!(value, ending) : undefined;
    };
    const before = wordBefore(text, index) || abbreviationBefore(text, index);
    // "по" in "с 1941 по 1945 год" decides the second ending.
    const governor = until !== undefined && between.trim() === until ? until : own || before;
    // The ending may name the form of an abbreviated noun.
    const [ending, noun = said ?? form] = endingAfter(governor).split(' ') as [string, string | undefined];
    const last = ordinalOf(numeral, ending);
    if (last === undefined) return found;
    // At the text's end, the full stop of an abbreviation also ends the sentence.
    const end = form.endsWith('.') && noun !== form && index + found.length === text.length ? '.' : '';
    if (first === undefined) return `${last} ${noun}${end}`;
    const start = ordinalOf(first, endingAfter(before).split(' ')[0]!) ?? first;
    if (own !== '') return `${start}${between.replace(JOINED_DASH, dash)}${own} ${last} ${noun}${end}`;
    return `${start}${DASH.test(between) ? dash : between}${last} ${noun}${end}`;
  };
  return (text) =>
    text.replace(pattern, (found, first, between = '', own = '', numeral, stop, form, index) =>
      replacement(found, first, between, own, numeral, stop, form, index, text),
    );
}

/** Returns the rule for numbers with a mark that makes them ordinals. */
function markedOrdinals({ words }: SpokenLanguage): Rule | undefined {
  const { marks, tens = {}, afterMarks = {}, markedRomans = '[IVX]{2,8}' } = words.ordinals!;
  if (marks === undefined) return undefined;
  const { ordinal } = words.numbers!;
  const abbreviated = new Set(Object.values(afterMarks).flatMap((table) => Object.keys(table)));
  const nouns = abbreviated.size === 0 ? '()' : `(?: (${alternationOf(abbreviated)}))?`;
  const endings = new Map(Object.entries(marks).map(([mark, ending]) => [mark, endingSayer(ending)] as const));
  const anyMark = alternationOf(Object.keys(marks));
  const pattern = new RegExp(`${START}(\\d{1,6}|${markedRomans})(${anyMark})(?![\\p{L}\\d])${nouns}`, 'gu');
  // "XVIIe-XVIIIe", "XVII-XVIIIe": the first number has the mark of the last, and a dash or slash no other meaning.
  const range = new RegExp(
    `${START}(\\d{1,6}|${markedRomans})(${anyMark})?( ?[–—-] ?|/)(?=(?:\\d{1,6}|${markedRomans})(${anyMark})(?![\\p{L}\\d]))`,
    'gu',
  );
  const dash = rangeWord(words);
  // Most texts have no marked number, and this search is faster than the two above.
  const mayHold = new RegExp(`[\\dIVX](?:${anyMark})(?![\\p{L}\\d])`, 'u');
  const say: Rule = (text) =>
    text
      .replace(
        range,
        (_, numeral: string, mark: string | undefined, between: string, lastMark: string) =>
          `${numeral}${mark ?? lastMark}${between === '/' ? ' ' : dash}`,
      )
      .replace(
        pattern,
        (found, numeral: string, mark: string, short: string | undefined, index: number, all: string) => {
          const value = numeralValue(numeral);
          if (value === undefined) return found;
          const isTens = value >= 20 && value % 10 === 0;
          const after = all.slice(index + found.length, index + found.length + 20);
          const ending = (isTens ? tens[mark] : undefined) ?? endings.get(mark)!(wordBefore(all, index), after);
          const said = ordinal!(value, ending);
          if (said === undefined) return found;
          const noun = short && afterMarks[ending]?.[short];
          if (!noun) return short ? `${said} ${short}` : said;
          return `${said} ${endingSayer(noun)(wordBefore(all, index))}${index + found.length === all.length ? '.' : ''}`;
        },
      );
  return (text) => (mayHold.test(text) ? say(text) : text);
}

/**
 * Returns the rule for numbers that a full stop makes ordinals, in a language that writes them so. An article or a
 * preposition must stand before them: other numbers end a sentence, or number a list.
 */
function fullStopOrdinals({ words }: SpokenLanguage): Rule | undefined {
  const { fullStop, oblique = [NEVER, NEVER, ''] } = words.ordinals!;
  if (fullStop === undefined) return undefined;
  const { ordinal } = words.numbers!;
  const after = byWord(fullStop);
  const afterPreposition = new RegExp(`(?<!\\p{L})(?:${oblique[0]}) (?:${oblique[1]}) $`, 'iu');
  const pattern = new RegExp(
    `(?<=(?<!\\p{L})(${alternationOf(after.keys())}) )(\\d{1,3}|[IVX]{1,6})\\.(?:( ?[–—-] ?|/| (?:${words.ordinals!.conjunctions}) )(\\d{1,3}|[IVX]{1,6})\\.)?(?=[ /]\\p{L})`,
    'giu',
  );
  return (text) =>
    text.replace(
      pattern,
      (found, governor: string, first: string, between = '', second: string | undefined, index: number) => {
        const isOblique = afterPreposition.test(text.slice(Math.max(0, index - MAX_GOVERNOR), index));
        const ending = isOblique ? oblique[2] : after.get(governor.toLowerCase())!;
        const [start, end] = [first, second ?? first].map((number) => ordinal!(numeralValue(number) ?? 0, ending));
        if (start === undefined || end === undefined) return found;
        return second === undefined ? start : `${start}${DASH.test(between) ? rangeWord(words) : between}${end}`;
      },
    );
}
