import type { SpokenWords, Words } from '../../languages/spoken-words.js';
import { alternationOf } from '../patterns.js';
import type { Rule, RuleMaker } from './spoken-language.js';
import { UNIT_SYMBOLS } from './unit-symbols.js';

/** Says abbreviations as the words they stand for: "vs.", "No. 5", "Prof. Lee". */
export const sayAbbreviations: RuleMaker = ({ words }) => {
  const units = new Set(
    [words.units?.symbols, words.units?.names, words.units?.scales, words.money?.signs, UNIT_SYMBOLS].flatMap((table) =>
      Object.keys(table ?? {}),
    ),
  );
  const rules = [
    expanding(units, words.beforeNumbers, '(?= ?(?:[#№] ?)?[\\d\\uE030-\\uE039]| [IVX]{2,5}(?![\\p{L}\\d]))'),
    expanding(units, words.beforeNames, '(?= ?\\p{Lu})'),
    expanding(units, words.abbreviations, ''),
  ].filter((rule) => rule !== undefined);
  return rules.length === 0 ? undefined : (text) => rules.reduce((spoken, rule) => rule(spoken), text);
};

/** Returns the abbreviations that plain letters and full stops at the end of a text may be. */
export const plainAbbreviations = ({ abbreviations, beforeNumbers, beforeNames }: SpokenWords): string[] =>
  [abbreviations, beforeNumbers, beforeNames]
    .flatMap((table) => Object.keys(table ?? {}))
    // A full stop that more text follows is enough to tell that a text is no plain prose.
    .filter((short) => /^[^.]*\.?$/.test(short));

/** @param units the abbreviations that have another meaning after a number: "5 см." */
function expanding(units: ReadonlySet<string>, table: Words | undefined, follower: string): Rule | undefined {
  if (table === undefined) return undefined;
  const meanings = new Map(Object.entries(table).map(([short, long]) => [short.toLowerCase(), long]));
  // "z.B." is also written "z. B.".
  const spaced = alternationOf(meanings.keys()).replace(/\\\.(?!\||$)/g, '\\. ?');
  const pattern = new RegExp(`(?<![\\p{L}\\d])(?:${spaced})(?![\\p{L}\\d])${follower}`, 'giu');
  return (text) =>
    text.replace(pattern, (found, index: number) => {
      const isUnit = units.has(found) || units.has(found.replace(/\.$/, ''));
      if (isUnit && /\d ?$/.test(text.slice(Math.max(0, index - 2), index))) return found;
      const key = found.toLowerCase();
      const meaning = meanings.get(key) ?? meanings.get(key.replace(/\. /g, '.'))!;
      // At the text's end, the full stop of an abbreviation also ends the sentence.
      const said = /^\p{Lu}\p{Ll}/u.test(found) ? meaning.charAt(0).toUpperCase() + meaning.slice(1) : meaning;
      return index + found.length === text.length && found.endsWith('.') ? `${said}.` : said;
    });
}
