import type { SpokenWords, Words } from '../../languages/spoken-words.js';
import { alternationOf, NEVER } from '../patterns.js';
import type { Rule, RuleMaker } from './spoken-language.js';
import { UNIT_SYMBOLS } from './unit-symbols.js';

/** The longest name and number of a text's part before an abbreviation. */
const CITATION_LENGTH = 20;

/** Says abbreviations as the words they stand for: "vs.", "No. 5", "Prof. Lee". */
export const sayAbbreviations: RuleMaker = ({ words }) => {
  const units = new Set(
    [words.units?.symbols, words.units?.names, words.units?.scales, words.money?.signs, UNIT_SYMBOLS].flatMap((table) =>
      Object.keys(table ?? {}),
    ),
  );
  const rules = [
    expanding(
      units,
      words.beforeNumbers,
      words.citations,
      '(?=:? ?(?:[#№] ?|[+(])?[\\d\\uE030-\\uE039]| [IVX]{2,5}(?![\\p{L}\\d]))',
    ),
    expanding(units, words.beforeNames, undefined, '(?= ?\\p{Lu})'),
    expanding(units, words.abbreviations, undefined, ''),
  ].filter((rule) => rule !== undefined);
  if (rules.length === 0) return undefined;
  const mayHold = mayAbbreviate(words);
  return (text) => (mayHold.test(text) ? rules.reduce((spoken, rule) => rule(spoken), text) : text);
};

/** Returns an expression that finds the ends of abbreviations: it is much faster than one with their starts. */
function mayAbbreviate(words: SpokenWords): RegExp {
  const all = tablesOf(words).flatMap((table) => Object.keys(table));
  const endsOf = (pattern: RegExp): string =>
    alternationOf(new Set(all.flatMap((short) => pattern.exec(short)?.[1] ?? [])));
  const parts = [
    `\\.(?<=(?<!\\p{L})(?:${endsOf(/([^. ]+)\.$/)})\\.)`,
    `-(?:${endsOf(/-([^.-]+)$/) || NEVER})(?!\\p{L})`,
    `(?:${endsOf(/^(\p{L}+)$/u) || NEVER})(?!\\p{L})`,
    '[/°º]',
  ];
  return new RegExp(parts.join('|'), 'iu');
}

const tablesOf = ({ abbreviations, beforeNumbers, beforeNames }: SpokenWords): Words[] =>
  [abbreviations, beforeNumbers, beforeNames].filter((table) => table !== undefined);

/**
 * Returns the abbreviations that a text of letters and spaces may hold, with a full stop only at its end: a number, or a
 * full stop that more text follows, tells already that it is no plain prose.
 */
export const plainAbbreviations = ({ abbreviations = {}, beforeNames = {} }: SpokenWords): string[] =>
  [...Object.keys(abbreviations), ...Object.keys(beforeNames).filter((short) => !short.endsWith('.'))].filter((short) =>
    /^[\p{L}-]+\.?$/u.test(short),
  );

/**
 * @param units the abbreviations that have another meaning after a number: "5 см."
 * @param citations the words after whose number they have their own meaning nevertheless: "ст. 5 ч. 2"
 */
function expanding(
  units: ReadonlySet<string>,
  table: Words | undefined,
  citations: string | undefined,
  follower: string,
): Rule | undefined {
  if (table === undefined) return undefined;
  const afterCitation = new RegExp(`(?<!\\p{L})(?:${citations ?? NEVER})\\.? ?\\d{1,4}(?:[.-]\\d{1,3})? ?$`, 'iu');
  const meanings = new Map(Object.entries(table).map(([short, long]) => [short.toLowerCase(), long]));
  // "z.B." is also written "z. B.".
  const spaced = alternationOf(meanings.keys()).replace(/\\\.(?!\||$)/g, '\\. ?');
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${spaced})(?![\\p{L}\\d])${follower}`, 'giu');
  return (text) =>
    text.replace(pattern, (found, index: number) => {
      const isUnit = units.has(found) || units.has(found.replace(/\.$/, ''));
      const before = text.slice(Math.max(0, index - CITATION_LENGTH), index);
      if (isUnit && /\d ?$/.test(before) && !afterCitation.test(before)) return found;
      const key = found.toLowerCase();
      const meaning = meanings.get(key) ?? meanings.get(key.replace(/\. /g, '.'))!;
      // At the text's end, the full stop of an abbreviation also ends the sentence.
      const said = /^\p{Lu}\p{Ll}/u.test(found) ? meaning.charAt(0).toUpperCase() + meaning.slice(1) : meaning;
      return index + found.length === text.length && found.endsWith('.') ? `${said}.` : said;
    });
}
