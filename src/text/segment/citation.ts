import { DIGIT, isSpace, LETTER, propertiesOf } from '../character-properties.js';
import { AHEAD, at, isOpen, type Scan } from './scan.js';

/** The longest text inside the brackets of a citation, and the longest address after it, UTF-16 units. */
const MAX_CITATION = 24;
const MAX_ADDRESS = 200;

const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const LENS = 0x3010;
const LENS_END = 0x3011;
const CARET = 0x5e;
const PARENTHESIS = 0x28;
const PARENTHESIS_END = 0x29;
/** Marks between the numbers of a citation: "[2, 3]", "【4:0†source】". */
const BETWEEN = new Set([...',;:-–†.'].map((character) => character.charCodeAt(0)));

/**
 * Returns the end of the citation at `index`: "[1]", "[2, 3]", "[a]", "[^note]", "【4:0†source】", or "[1](https://a.b)".
 * @returns `index` if there is no citation, AHEAD if text to come may complete one
 */
export function citationEnd(scan: Scan, index: number): number {
  const opener = at(scan, index);
  if (!opensCitation(opener)) return index;
  const closer = opener === BRACKET ? BRACKET_END : LENS_END;
  const first = at(scan, index + 1);
  const start = first === CARET ? index + 2 : index + 1;
  // A word in brackets is a citation only with a mark that says so.
  const mayHoldWords = first === CARET || (opener === LENS && (propertiesOf(first) & DIGIT) !== 0);
  const end = contentEnd(scan, start, index + MAX_CITATION, mayHoldWords);
  const code = at(scan, end);
  if (isOpen(scan, code)) return AHEAD;
  if (code !== closer || end === start) return index;
  return opener === BRACKET && at(scan, end + 1) === PARENTHESIS ? addressEnd(scan, end + 1) : end + 1;
}

/**
 * Returns the end of what a citation may hold from `start` on: a single letter, numbers with spaces between them, or with
 * `mayHoldWords` a text without spaces. No word follows a space, so that a few units before the end of a text tell whether a
 * citation is open there (`beforeOpenCitation`).
 */
function contentEnd(scan: Scan, start: number, last: number, mayHoldWords: boolean): number {
  let i = start;
  let code = at(scan, i);
  if (!mayHoldWords && (propertiesOf(code) & LETTER) !== 0) return i + 1;
  for (let spaced = false, worded = false; i <= last; code = at(scan, ++i)) {
    const properties = propertiesOf(code);
    if (isSpace(code)) spaced = true;
    else if ((properties & LETTER) !== 0) worded = true;
    else if ((properties & DIGIT) === 0 && !BETWEEN.has(code)) break;
    if (worded && (spaced || !mayHoldWords)) break;
  }
  return i;
}

/** Tells whether a unit opens a citation. */
export const opensCitation = (code: number): boolean => code === BRACKET || code === LENS;

/** Tells whether a unit closes a citation. */
export const endsCitation = (code: number): boolean => code === BRACKET_END || code === LENS_END;

/**
 * Returns the index before a citation without spaces that is open at text[end], or before its address: before "[^no" and
 * "(https://a.b/c"; -1 if there is none.
 */
export function beforeOpenCitation(text: string, end: number): number {
  let before = -1;
  for (let i = end; i > 0 && end - i <= MAX_ADDRESS; i--) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) break;
    if (code === PARENTHESIS && text.charCodeAt(i - 1) === BRACKET_END) return i - 1;
    if (before < 0 && opensCitation(code)) before = i - 1;
  }
  return before;
}

/** Returns the end of "(https://a.b)" at `index`; `index` if there is no address, AHEAD if text to come decides. */
function addressEnd(scan: Scan, index: number): number {
  let i = index + 1;
  let code = at(scan, i);
  while (i <= scan.limit && i - index <= MAX_ADDRESS && code >= 0 && code !== PARENTHESIS_END && !isSpace(code))
    code = at(scan, ++i);
  if (isOpen(scan, code)) return AHEAD;
  return code === PARENTHESIS_END ? i + 1 : index;
}
