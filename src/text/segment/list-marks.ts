import { DIGIT, isSpace, LETTER, LOWER, propertiesOf } from '../character-properties.js';
import type { Language } from './languages.js';
import * as ahead from './lookahead.js';
import { at, before, CUT, type Decision, hasContent, isOpen, KEEP, type Scan, spaceStart, WAIT } from './scan.js';
import type { Token } from './token.js';

const next: ahead.Peek = { kind: 0, word: 0 };

const STOP = 0x2e;
const BRACKET = 0x29;
const MAX_DIGITS = 3;
/** The value from which letters count, so that a letter never equals a number. */
const LETTER_BASE = 1000;

/** Tells whether the token before the full stop text[index] opens the segment as a list mark: "1.", "a.", "2.1.". */
export function isOwnListMark(scan: Scan, token: Token, index: number): boolean {
  if (hasContent(scan, token.start)) return false;
  if (token.letters === 0) return token.digits <= MAX_DIGITS && token.digits + token.stops === index - token.start;
  return token.letters === 1 && token.digits === 0 && token.stops === 0;
}

/**
 * Decides at a list mark in the middle of a line, "1. One 2. Two": only the number or letter after that of the
 * segment's own mark counts. text[start, index) is the number or letter, `end` the first index after the mark. CUT is
 * before the mark.
 */
export function decideListMark(scan: Scan, language: Language, start: number, index: number, end: number): Decision {
  // "1. Am 2. Juni": capitalised nouns make ordinals and marks look the same.
  if (language.ordinals === 'nouns' || !isSpace(before(scan, start - 1))) return KEEP;
  const value = markValue(scan, start, index);
  if (value < 2 || value - 1 !== ownMark(scan)) return KEEP;
  const following = at(scan, end);
  if (isOpen(scan, following)) return WAIT;
  if (!isSpace(following)) return KEEP;
  const kind = ahead.peek(scan, end, next);
  if (kind === ahead.UNKNOWN) return WAIT;
  if (kind !== ahead.UPPER_CASE && kind !== ahead.OTHER_LETTER) return KEEP;
  const word = ahead.wordAt(scan, next.word);
  if (word === undefined) return WAIT;
  if (language.months.has(word.toLowerCase())) return KEEP;
  scan.next = spaceStart(scan, start);
  return CUT;
}

/** Returns the mark that opens the segment; 0 = no mark. */
function ownMark(scan: Scan): number {
  if (scan.listMark >= 0) return scan.listMark;
  scan.listMark = 0;
  const start = scan.content;
  let end = start;
  while (end - start <= MAX_DIGITS && (propertiesOf(at(scan, end)) & (DIGIT | LETTER)) !== 0) end++;
  const code = at(scan, end);
  if (start >= 0 && (code === STOP || code === BRACKET)) scan.listMark = markValue(scan, start, end);
  return scan.listMark;
}

/** Returns a number or lower-case letter as a number; 0 = neither. Capitals are initials. */
function markValue(scan: Scan, start: number, end: number): number {
  const first = before(scan, start);
  if (end - start === 1 && (propertiesOf(first) & LOWER) !== 0) return LETTER_BASE + first;
  if (end === start || end - start > MAX_DIGITS) return 0;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = scan.text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    value = value * 10 + digit;
  }
  return value;
}
