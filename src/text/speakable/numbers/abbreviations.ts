import type { SpokenWords, Words } from '../../languages/spoken-words.js';
import { alternationOf, capital, NEVER } from '../patterns.js';
import type { Rule, RuleMaker } from './spoken-language.js';
import { UNIT_SYMBOLS } from './unit-symbols.js';

/** An abbreviation of several parts: "d. C.". */
const PARTS = /\.\P{L}*\p{L}/u;
/** The abbreviations that have a meaning only as written: "D. Juan", but not "79 d. C.". */
const CAPITAL = /^\p{Lu}\.$/u;
/** The name after an initial: "U. Meier". */
const INITIAL_NAME = /^ ?\p{Lu}/u;
/** Initials of a name, "V. A. Meier", unless the table has them with capitals, too. */
const INITIALS = /^(?:\p{Lu}\. ?){2,}$/u;
/** The end of an initial right before an abbreviation, which is then an initial, too: "C.P. 28001". */
const INITIAL = /(?<!\p{L})\p{L}\.$/u;
/** A year, a date or a century after an abbreviation. */
const YEAR = String.raw`(?:\d{3,4}(?![.,]?\d)|\d{1,3}[.,]\d{3}|\d{1,2}(?:st|nd|rd|th|\.|e)?[ -]\p{L}|\p{Lu}\p{L}{2,8}\.? \d{1,2}(?!\d))`;
/** The first of several answers to choose from: "a. 1850, b. 1900, c. 1950". */
const CHOICES = /(?<![\p{L}.])a\. /u;
/** The text that follows an abbreviation before a number, and before a name. */
const BEFORE_NUMBER = '(?=:? ?(?:[#№] ?|[+(])?[\\d\\uE030-\\uE039]| [IVXivx]{2,5}(?![\\p{L}\\d]))';
// The name may be in lower case: "prof. meier", "S. M. el Rey".
const BEFORE_NAME = '(?= ?[\\p{Lu}\\p{Ll}])';
/** The longest name and number of a text's part before an abbreviation. */
const CITATION_LENGTH = 20;

/** Says abbreviations as the words they stand for: "vs.", "No. 5", "Prof. Lee". */
export const sayAbbreviations: RuleMaker = ({ words }) => {
  const units = new Set(
    [words.units?.symbols, words.units?.names, words.units?.scales, words.money?.signs, UNIT_SYMBOLS].flatMap((table) =>
      Object.keys(table ?? {}),
    ),
  );
  const { abbreviations = {}, citations } = words;
  const rules = [
    // "av. J.-C." is said before "av." is looked for.
    expanding(
      units,
      tableWhere(abbreviations, (short) => PARTS.test(short)),
    ),
    compoundEnds(words),
    afterNumbers(words),
    beforeYears(words.beforeYears),
    expanding(units, words.beforeNumbers, BEFORE_NUMBER, citations),
    expanding(units, words.beforeNames, BEFORE_NAME),
    afterNames(words.afterNames),
    expanding(
      units,
      tableWhere(abbreviations, (short) => !PARTS.test(short)),
    ),
  ].filter((rule) => rule !== undefined);
  if (rules.length === 0) return undefined;
  const mayHold = mayHoldAny(
    tablesOf(words).flatMap((table) => Object.keys(table)),
    Object.keys(words.compoundEnds ?? {}),
  );
  return (text) => (mayHold.test(text) ? rules.reduce((spoken, rule) => rule(spoken), text) : text);
};

/**
 * Returns the spellings of an abbreviation: as it is, in lower case, in capitals, with a capital at its start, and with
 * one at the start of each part.
 */
function spellingsOf(short: string): string[] {
  const lower = short.toLowerCase();
  return [short, lower].flatMap((it) => [it, it.toUpperCase(), capital(it), it.replace(/\p{L}+/gu, capital)]);
}

/** Returns an alternation that also matches its abbreviations with spaces between their parts: "z.B." as "z. B.". */
const withSpaces = (alternation: string): string => alternation.replace(/\\\. ?(?!\||$)/g, '\\. ?');

const tableWhere = (table: Words, test: (short: string) => boolean): Words =>
  Object.fromEntries(Object.entries(table).filter(([short]) => test(short)));

/**
 * Returns an expression that finds the ends of abbreviations, which is much faster than one with their starts, and the
 * abbreviated ends of compound words.
 */
function mayHoldAny(shorts: readonly string[], compoundEnds: readonly string[] = []): RegExp {
  const endsOf = (pattern: RegExp): string =>
    withSpaces(alternationOf(new Set(shorts.flatMap((short) => pattern.exec(short)?.[1] ?? [])))) || NEVER;
  const parts = [
    `\\.(?<=(?<!\\p{L})(?:${endsOf(/((?:[^. ]+\. ?)?[^. ]+)\.$/)})\\.)`,
    `-(?:${endsOf(/-([^.-]+)$/)})(?!\\p{L})`,
    `(?:${endsOf(/^(\p{L}+)$/u)})(?!\\p{L})`,
    '[/°ºª]',
    ...compoundEnds.map((end) => alternationOf([end])),
  ];
  return new RegExp(parts.join('|'), 'iu');
}

const tablesOf = ({ abbreviations, beforeNumbers, beforeYears, beforeNames, afterNames }: SpokenWords): Words[] =>
  [abbreviations, beforeNumbers, beforeYears, beforeNames, afterNames].filter((table) => table !== undefined);

/**
 * Returns the abbreviations that a text of letters and spaces may hold, with a full stop only at its end: a number, or a
 * full stop that more text follows, tells already that it is no plain prose.
 */
export const plainAbbreviations = ({ abbreviations = {}, beforeNames = {} }: SpokenWords): string[] =>
  [...Object.keys(abbreviations), ...Object.keys(beforeNames).filter((short) => !short.endsWith('.'))].filter((short) =>
    /^[\p{L}-]+\.?$/u.test(short),
  );

/** Says abbreviations before a year, a date or a century, as they are written in the table: "c. 1850", "b. May 5, 1950". */
function beforeYears(table: Words | undefined): Rule | undefined {
  if (table === undefined) return undefined;
  const shorts = alternationOf(Object.keys(table));
  const pattern = new RegExp(
    `(${shorts})(?<=[^\\p{L}\\d]\\1)(?<!\\p{L}\\.\\1) ?(?=${YEAR}|(?:${shorts}) ?${YEAR})`,
    'gu',
  );
  return (text) =>
    CHOICES.test(text) ? text : ` ${text}`.replace(pattern, (_, short: string) => `${table[short]!} `).slice(1);
}

/** Says abbreviations behind a capitalised word, as they are written in the table: "Elm St.", but not "St. John". */
function afterNames(table: Words | undefined): Rule | undefined {
  if (table === undefined) return undefined;
  const shorts = alternationOf(Object.keys(table));
  const pattern = new RegExp(`(${shorts})(?<=\\p{Lu}\\p{L}{0,20} \\1)(?= \\p{Ll}|[,;:)]|$)`, 'gu');
  return (text) => text.replace(pattern, (found) => table[found]!);
}

/** Says the abbreviated ends of compound words: "Bahnhofstr. 5". */
function compoundEnds({ compoundEnds: table }: SpokenWords): Rule | undefined {
  if (table === undefined) return undefined;
  const pattern = new RegExp(`(?<=\\p{L})(?:${alternationOf(Object.keys(table))})`, 'gu');
  // At the text's end, the full stop also ends the sentence.
  return (text) =>
    text.replace(pattern, (end, index: number) => table[end]! + (index + end.length === text.length ? '.' : ''));
}

/** Says the abbreviations with another meaning after a numbered part: the "S." of "Abs. 1 S. 2". */
function afterNumbers({ afterNumbers }: SpokenWords): Rule | undefined {
  const rules = afterNumbers?.map(([part, short, said]): Rule => {
    const pattern = new RegExp(`(?<!\\p{L})(${part} ?\\d{1,4}\\p{Ll}? )${alternationOf([short])}(?= ?\\d)`, 'gu');
    return (text) => text.replace(pattern, (_, before: string) => before + said);
  });
  return rules && ((text) => rules.reduce((spoken, rule) => rule(spoken), text));
}

/**
 * Says the abbreviations of a table, in each of their spellings.
 * @param units the abbreviations that have another meaning after a number: "5 см."
 * @param follower the source of an expression for the text that must follow
 * @param citations the words after whose number they have their own meaning nevertheless: "ст. 5 ч. 2"
 */
function expanding(
  units: ReadonlySet<string>,
  table: Words = {},
  follower = '',
  citations: string = NEVER,
): Rule | undefined {
  if (Object.keys(table).length === 0) return undefined;
  const afterCitation = new RegExp(`(?<!\\p{L})(?:${citations})\\.? ?\\d{1,4}(?:[.-]\\d{1,3})? ?$`, 'iu');
  const meanings = new Map(
    Object.entries(table).map(([short, long]) => [short.toLowerCase().replaceAll(' ', ''), long]),
  );
  const written = new Set(Object.keys(table).map((short) => short.replaceAll(' ', '')));
  const capitals = new Set(Object.keys(table).filter((short) => CAPITAL.test(short)));
  const isOnlyCapital = (key: string): boolean => capitals.has(key.toUpperCase()) && !Object.hasOwn(table, key);
  const shorts = withSpaces(alternationOf(new Set(Object.keys(table).flatMap(spellingsOf))));
  // The character before an abbreviation is tested last: that is much faster.
  const pattern = new RegExp(`(${shorts})(?<![\\p{L}\\d]\\1)(?![\\p{L}\\d])${follower}`, 'gu');
  const mayHold = mayHoldAny(Object.keys(table));
  const say: Rule = (text) =>
    text.replace(pattern, (found, _, index: number) => {
      const isUnit = units.has(found) || units.has(found.replace(/\.$/, ''));
      const before = text.slice(Math.max(0, index - CITATION_LENGTH), index);
      if (isUnit && /\d ?$/.test(before) && !afterCitation.test(before)) return found;
      if (INITIAL.test(before)) return found;
      if (INITIALS.test(found) && !written.has(found.replaceAll(' ', ''))) return found;
      const key = found.toLowerCase();
      if (CAPITAL.test(found) && !written.has(found) && INITIAL_NAME.test(text.slice(index + found.length)))
        return found;
      if (found === key && isOnlyCapital(key)) return found;
      const meaning = meanings.get(key.replaceAll(' ', ''))!;
      // At the text's end, the full stop of an abbreviation also ends the sentence.
      const said = /^\p{Lu}\p{Ll}/u.test(found) ? capital(meaning) : meaning;
      return index + found.length === text.length && found.endsWith('.') ? `${said}.` : said;
    });
  return (text) => (mayHold.test(text) ? say(text) : text);
}
