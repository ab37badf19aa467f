import { COMBINING, isSpace, propertiesOf } from '../character-properties.js';
import { CLAUSE, DASH, EVENTS, WIDE_CLAUSE, WIDE_TERMINATOR } from './characters.js';
import type { Scan } from './scan.js';

/**
 * Returns the index at which to cut a segment that would grow beyond `scan.limit`: after its last clause mark, else its
 * last white space, else before the limit but never inside a surrogate pair and, if possible, not inside a combining
 * sequence. text[scan.limit] must exist.
 */
export function forcedCut(scan: Scan): number {
  const { text, limit } = scan;
  const content = scan.content < 0 ? limit : scan.content;
  for (let i = limit; i > content + 1; i--) {
    if (isClauseEnd(text, i)) return i < limit && isSpace(text.charCodeAt(i)) ? i + 1 : i;
  }
  for (let i = limit; i > content; i--) {
    if (isSpace(text.charCodeAt(i))) return Math.min(i + 1, limit);
  }
  return wholeCharacters(scan);
}

/** Tells whether text[index - 1] is a clause mark after which a cut is allowed. */
function isClauseEnd(text: string, index: number): boolean {
  const event = EVENTS[text.charCodeAt(index - 1)];
  if (event === WIDE_CLAUSE || event === WIDE_TERMINATOR) return true;
  if (event === CLAUSE) return isSpace(text.charCodeAt(index));
  return event === DASH && isSpace(text.charCodeAt(index)) && isSpace(text.charCodeAt(index - 2));
}

function wholeCharacters(scan: Scan): number {
  const { text, start, limit } = scan;
  for (let i = limit; i > start; i--) if (!isInside(text, i)) return i;
  return isInsidePair(text, limit) && limit - 1 > start ? limit - 1 : limit;
}

/** Tells whether `index` is inside a character and its combining marks. */
const isInside = (text: string, index: number): boolean =>
  isInsidePair(text, index) ||
  (propertiesOf(text.charCodeAt(index)) & COMBINING) !== 0 ||
  text.charCodeAt(index - 1) === 0x200d;

const isInsidePair = (text: string, index: number): boolean =>
  (text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800;
