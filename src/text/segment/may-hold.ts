import { COMBINING, DIGIT, isSpace, LETTER, propertiesOf, SPACE } from '../character-properties.js';
import * as characters from './characters.js';
import { beforeOpenCitation, endsCitation } from './citation.js';
import { MAX_WORD } from './scan.js';

const { EVENTS } = characters;

const BRACKET = 0x29;
const HYPHEN = 0x2d;
/**
 * The number of units that are looked at in the pending text; more than any decision looks ahead, except over endless
 * white space.
 */
const WINDOW = 160;

/**
 * Tells whether `segmentBatch(pending + more)`, not final, can emit a segment that it does not emit for `pending`.
 * Never false if it can, regardless of the other options; rarely true if it cannot. Costs a look at each unit of `more`
 * and a few of `pending`. `maxChars` is as in SegmentOptions.
 */
export function mayHoldBoundary(more: string, pending: string, maxChars: number): boolean {
  if (pending.length + more.length > Math.max(2, maxChars)) return true;
  const last = more.length - 1;
  if (last < 0) return false;
  for (let i = 0; i <= last; i++) {
    const code = more.charCodeAt(i);
    const event = EVENTS[code];
    if (event === characters.PLAIN || event === characters.OPENER) continue;
    if (event === characters.BULLET) return true;
    // Any other mark is decided only with the text after it.
    if (i === last) break;
    const isQuote = event === characters.OPEN_OR_CLOSE || (event === characters.CLOSER && code !== BRACKET);
    if (!isQuote || endsCitation(code)) return true;
    if (isSpace(i > 0 ? more.charCodeAt(i - 1) : pending.charCodeAt(pending.length - 1))) return true;
  }
  return mayWait(pending, pending.length - 1, true);
}

/**
 * Tells whether a mark in `pending` may wait for the text after `end`: between the mark and `end` are no more than one
 * word, and numbers, or with `mayBeCitation` a citation.
 */
function mayWait(pending: string, end: number, mayBeCitation: boolean): boolean {
  let i = beforeWord(pending, end);
  // The name of a tag: "</say-as"
  if (i < end && pending.charCodeAt(i) === HYPHEN) i = beforeWord(pending, i - 1);
  if (end - i > MAX_WORD) return mayBeCitation && isInCitation(pending, end);
  const from = Math.max(0, end - WINDOW);
  let spaced = false;
  for (; i >= from; i--) {
    const code = pending.charCodeAt(i);
    const properties = propertiesOf(code);
    // Numbers with spaces between them may be in a citation, words with spaces are in none.
    if ((properties & LETTER) !== 0 && !(code > 0x7f && characters.isSuperscript(code))) {
      return mayBeCitation && !spaced && isInCitation(pending, end);
    }
    if ((properties & SPACE) !== 0) spaced = true;
    const event = EVENTS[code]!;
    if (characters.isTerminatorEvent(event) || event === characters.LINE_BREAK || code === BRACKET) return true;
    if (event === characters.TAG_END || endsCitation(code)) return true;
    if ((event === characters.CLAUSE || event === characters.WIDE_CLAUSE) && !spaced) return true;
    if (event === characters.DASH && i === end) return true;
  }
  return i >= 0;
}

/** Tells whether a citation that is open at `end` may belong to a mark that waits. */
function isInCitation(pending: string, end: number): boolean {
  const before = beforeOpenCitation(pending, end);
  return before >= 0 && mayWait(pending, before, false);
}

/** Returns the index before the letters and digits that end at `index`. */
function beforeWord(text: string, index: number): number {
  let i = index;
  while (i >= 0 && (propertiesOf(text.charCodeAt(i)) & (LETTER | DIGIT | COMBINING)) !== 0) i--;
  return i;
}
