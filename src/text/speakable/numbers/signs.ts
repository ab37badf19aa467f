import { alternationOf } from '../patterns.js';
import type { RuleMaker } from './spoken-language.js';

/** The start of a number, or of a code whose digits are hidden. */
const DIGIT = String.raw`[\d\uE030-\uE039]`;
/** Signs that may stand before a number, with all their forms. A minus and a plus stand after no other character. */
const PATTERNS: readonly (readonly [sign: string, pattern: RegExp])[] = [
  ['~', new RegExp(`[~≈] ?(?=[-−]?\\p{Sc}?${DIGIT})`, 'gu')],
  ['№', new RegExp(`(?<![\\p{L}\\d])(?:№{1,2}|[Nn][º°]|[Nn]\\.º)\\.? ?(?=${DIGIT})`, 'gu')],
  ['#', new RegExp(`(?<![\\p{L}\\d&])#(?=${DIGIT})`, 'gu')],
  ['§', new RegExp(`§{1,2} ?(?=${DIGIT})`, 'gu')],
  ['-', new RegExp(`(?<=^|[ (])[-−](?=${DIGIT})`, 'gu')],
  ['+', new RegExp(`(?<=^|[ (])\\+(?=${DIGIT})`, 'gu')],
  ['%', new RegExp(`(?<![\\p{L}\\d])%(?=${DIGIT})`, 'gu')],
  ['±', new RegExp(`± ?(?=${DIGIT})`, 'gu')],
];

/** Says the signs before a number: "~5", "№ 5", "#1", "§ 5", "-5". */
export const saySigns: RuleMaker = ({ words: { signs = {} } }) => {
  const rules = PATTERNS.filter(([sign]) => signs[sign] !== undefined);
  return (text) => rules.reduce((spoken, [sign, pattern]) => spoken.replace(pattern, `${signs[sign]} `), text);
};

/** Says symbols that stand between spaces: "&". */
export const saySymbols: RuleMaker = ({ words: { symbols = {} } }) => {
  const marks = Object.keys(symbols);
  if (marks.length === 0) return undefined;
  const pattern = new RegExp(`(?<= )(?:${alternationOf(marks)})(?= )`, 'g');
  return (text) => text.replace(pattern, (mark) => symbols[mark]!);
};
