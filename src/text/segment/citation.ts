import { DIGIT, isSpace, LETTER, propertiesOf } from '../character-properties.js';
import { AHEAD, at, isOpen, type Scan } from './scan.js';

/** The longest text inside the brackets of a citation, and the longest address after it, UTF-16 units. */
export const MAX_CITATION = 24;
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
  // A word in brackets is a citation only with a mark that says so; a single letter is a note.
  const mayHoldWords = first === CARET || (opener === LENS && (propertiesOf(first) & DIGIT) !== 0);
  let i = first === CARET ? index + 2 : index + 1;
  const start = i;
  let code = at(scan, i);
  while (i - index <= MAX_CITATION && isInside(code, mayHoldWords || i === start)) code = at(scan, ++i);
  if (isOpen(scan, code)) return AHEAD;
  if (code !== closer || i === start) return index;
  const isNote = (propertiesOf(at(scan, start)) & LETTER) !== 0;
  if (isNote && !mayHoldWords && i > start + 1) return index;
  return opener === BRACKET && at(scan, i + 1) === PARENTHESIS ? addressEnd(scan, i + 1) : i + 1;
}

/** Tells whether a unit opens a citation. */
export const opensCitation = (code: number): boolean => code === BRACKET || code === LENS;

/** Tells whether a unit closes a citation. */
export const endsCitation = (code: number): boolean => code === BRACKET_END || code === LENS_END;

/**
 * Returns the index before the address of a citation, complete or not, that ends at text[end]: of the "]" in
 * "[1](https://a.b"; -1 if there is none.
 */
export function beforeAddress(text: string, end: number): number {
  for (let i = end; i > 0 && end - i <= MAX_ADDRESS && !isSpace(text.charCodeAt(i)); i--) {
    if (text.charCodeAt(i) === PARENTHESIS && text.charCodeAt(i - 1) === BRACKET_END) return i - 1;
  }
  return -1;
}

const isInside = (code: number, mayBeLetter: boolean): boolean =>
  (propertiesOf(code) & (mayBeLetter ? DIGIT | LETTER : DIGIT)) !== 0 || isSpace(code) || BETWEEN.has(code);

/** Returns the end of "(https://a.b)" at `index`; `index` if there is no address, AHEAD if text to come decides. */
function addressEnd(scan: Scan, index: number): number {
  let i = index + 1;
  let code = at(scan, i);
  while (i <= scan.limit && i - index <= MAX_ADDRESS && code >= 0 && code !== PARENTHESIS_END && !isSpace(code))
    code = at(scan, ++i);
  if (isOpen(scan, code)) return AHEAD;
  return code === PARENTHESIS_END ? i + 1 : index;
}
