import { isSpace } from '../character-properties.js';
import { AHEAD, at, CUT, type Decision, hasContent, isOpen, KEEP, type Scan, WAIT } from './scan.js';
import { isAsciiLetter } from './word-filter.js';

/** The longest tag that is kept whole, and the longest name of a closing tag, UTF-16 units. */
const MAX_TAG = 120;
const MAX_NAME = 16;

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const HYPHEN = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const UNDERSCORE = 0x5f;

/** A tag in angle brackets, or text that begins like a tag: "a <b. Then". */
interface Tag {
  /** The first index after the tag, or the index where the text stops to be one. */
  end: number;
  isTag: boolean;
}

const tag: Tag = { end: 0, isTag: false };

/**
 * Decides at the "<" text[index]. A tag, or the part of the text that could be one, is skipped; where the segment reaches
 * its limit, it is cut before the tag.
 */
export function decideTag(scan: Scan, index: number): Decision {
  if (!readTag(scan, index)) return WAIT;
  scan.next = tag.end;
  if (!tag.isTag || tag.end <= scan.limit || !hasContent(scan, index)) return KEEP;
  scan.next = index;
  return CUT;
}

/** Returns the end of the closing tag at `index`, "</b>"; `index` if it is no tag, AHEAD if text to come decides. */
export function closingTagEnd(scan: Scan, index: number): number {
  let i = index + 1;
  let code = at(scan, i);
  if (code === SLASH) code = at(scan, ++i);
  else if (!isOpen(scan, code)) return index;
  while (i - index <= MAX_NAME && (isAsciiLetter(code) || code === HYPHEN)) code = at(scan, ++i);
  if (isOpen(scan, code)) return AHEAD;
  return code === GREATER ? i + 1 : index;
}

/** Reads the tag at `index`: a name right after "<", and attributes. Returns false if text to come decides its end. */
function readTag(scan: Scan, index: number): boolean {
  const limit = index + MAX_TAG;
  let i = at(scan, index + 1) === SLASH ? index + 2 : index + 1;
  tag.isTag = false;
  if (isAsciiLetter(at(scan, i))) i = nameEnd(scan, i, limit);
  else return endTag(scan, i);
  // A second word without a value is prose: "if a <b and c".
  for (let words = 0; i < limit && words < 2; ) {
    const gap = i;
    while (i < limit && isSpace(at(scan, i))) i++;
    if (at(scan, i) === SLASH) i++;
    const code = at(scan, i);
    if (code === GREATER) {
      tag.isTag = true;
      return endTag(scan, i + 1);
    }
    if (gap === i || !isAsciiLetter(code)) break;
    i = nameEnd(scan, i, limit);
    if (at(scan, i) === EQUALS) i = valueEnd(scan, i + 1, limit);
    else words += 1;
  }
  return endTag(scan, i);
}

function endTag(scan: Scan, end: number): boolean {
  tag.end = end;
  return tag.isTag || !isOpen(scan, at(scan, end));
}

/** Returns the end of a name of a tag or an attribute. */
function nameEnd(scan: Scan, index: number, limit: number): number {
  let i = index + 1;
  while (i < limit && isNameUnit(at(scan, i))) i++;
  return i;
}

const isNameUnit = (code: number): boolean =>
  isAsciiLetter(code) || (code >= 0x30 && code <= 0x39) || code === HYPHEN || code === UNDERSCORE || code === COLON;

/** Returns the end of an attribute's value, in quotes or up to white space. */
function valueEnd(scan: Scan, index: number, limit: number): number {
  const first = at(scan, index);
  const isQuoted = first === QUOTE || first === APOSTROPHE;
  let i = isQuoted ? index + 1 : index;
  for (let code = at(scan, i); i < limit && code >= 0; code = at(scan, ++i)) {
    if (isQuoted ? code === first : isSpace(code) || code === GREATER || code === LESS) break;
  }
  return isQuoted && at(scan, i) === first ? i + 1 : i;
}
