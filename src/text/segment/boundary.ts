import { isSpace, LETTER, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import * as characters from './characters.js';
import { canClose, close, open } from './enclosures.js';
import { END_MARKS, LATIN_INDEX, languageAt } from './languages.js';
import { forcedCut } from './limit.js';
import { decideLineBreak } from './line-break.js';
import { decideListMark } from './list-marks.js';
import { isInsideWord, isPlainEnd } from './plain-end.js';
import { at, before, CUT, type Decision, hasContent, isOpen, KEEP, type Scan, spaceStart, WAIT } from './scan.js';
import { decideTag } from './tag.js';
import { decideEndMark, decideTerminator } from './terminator.js';
import { tokenStart } from './token.js';

const { EVENTS } = characters;

const BRACKET = 0x29;
const QUOTE = 0x22;
const GUILLEMET = 0xbb;
const COLON = 0x3a;
/** The most UTF-16 units between a bullet and the first content. */
const MAX_BULLET_GAP = 8;

/**
 * Returns the index where the present segment ends for certain, or -1 if that is open (with a final text: if no
 * boundary is left in it). `clauseFrom` is the first index at which a clause mark may end the segment.
 */
export function nextBoundary(scan: Scan, clauseFrom: number): number {
  const { text, limit } = scan;
  const stop = Math.min(text.length, limit);
  const events = clauseFrom === Number.POSITIVE_INFINITY ? characters.SENTENCE_EVENTS : EVENTS;
  let i = scan.start;
  while (i < stop) {
    const event = events[text.charCodeAt(i)]!;
    if (event === characters.PLAIN) {
      i++;
      continue;
    }
    scan.next = i + 1;
    const decision = decide(scan, event, i, clauseFrom);
    if (decision === WAIT) return -1;
    if (decision === CUT && scan.next <= limit) {
      const end = scan.next;
      return end < limit && end < text.length && isSpace(text.charCodeAt(end)) ? end + 1 : end;
    }
    i = scan.next;
  }
  if (text.length <= limit) return -1;
  hasContent(scan, limit);
  return forcedCut(scan);
}

function decide(scan: Scan, event: number, index: number, clauseFrom: number): Decision {
  switch (event) {
    case characters.FULL_STOP:
    case characters.TERMINATOR:
      if (isInsideWord(scan, index)) return KEEP;
      return isPlainEnd(scan, scan.languages[LATIN_INDEX]!, event, index) ? CUT : decideTerminator(scan, index);
    case characters.WIDE_TERMINATOR:
    case characters.ELLIPSIS:
      return decideTerminator(scan, index);
    case characters.LINE_BREAK:
      return decideLineBreak(scan, index);
    case characters.OPENER:
      open(scan.enclosures, scan.text.charCodeAt(index), index);
      return KEEP;
    case characters.OPEN_OR_CLOSE:
    case characters.CLOSER:
      return decideClosing(scan, event, index);
    case characters.BULLET:
      return decideBullet(scan, index);
    case characters.TAG:
      return decideTag(scan, index);
    case characters.TAG_END:
      return KEEP;
    default:
      return decideClause(scan, event, index, clauseFrom);
  }
}

function decideClosing(scan: Scan, event: number, index: number): Decision {
  const code = scan.text.charCodeAt(index);
  // French puts spaces inside its quotes: « Oui. »
  const space = spaceStart(scan, index);
  const previous = before(scan, space - 1);
  if (
    space < index &&
    previous >= 0 &&
    characters.isTerminatorEvent(EVENTS[previous]!) &&
    canClose(scan.enclosures, code, index)
  ) {
    return decideTerminator(scan, index);
  }
  if (close(scan.enclosures, code, index)) return KEEP;
  if (event === characters.OPEN_OR_CLOSE && opensPair(scan, code, index)) open(scan.enclosures, code, index);
  return code === BRACKET ? decideBracket(scan, index) : KEEP;
}

/** Tells whether a mark that closes nothing opens a pair here: “ and « always, " and » only where a word starts. */
function opensPair(scan: Scan, code: number, index: number): boolean {
  if (code !== QUOTE && code !== GUILLEMET) return true;
  const previous = before(scan, index - 1);
  if (previous < 0 || isSpace(previous)) return true;
  const event = EVENTS[previous];
  if (event === characters.OPENER || event === characters.DASH || event === characters.WIDE_CLAUSE) return true;
  // 5" is five inches, but Chinese puts no space before a quote.
  return (propertiesOf(previous) & caseOrLetter) === LETTER;
}

const caseOrLetter = LETTER | UPPER | LOWER;

/** Decides at a closing bracket, which may belong to a list mark: "1) One 2) Two". */
function decideBracket(scan: Scan, index: number): Decision {
  const start = tokenStart(scan, index);
  if (start === index || !hasContent(scan, start)) return KEEP;
  return decideListMark(scan, languageAt(scan.languages, scan.text, scan.start, index), start, index, index + 1);
}

/**
 * Decides at a bullet. After white space it starts an item if another bullet or a colon came before; else it is a
 * separator.
 */
function decideBullet(scan: Scan, index: number): Decision {
  const space = spaceStart(scan, index);
  if (space === index || !hasContent(scan, space)) return KEEP;
  if (before(scan, space - 1) !== COLON && !opensWithBullet(scan)) return KEEP;
  scan.next = space;
  return CUT;
}

function opensWithBullet(scan: Scan): boolean {
  const from = Math.max(scan.start, scan.content - MAX_BULLET_GAP);
  for (let i = scan.content; i >= from; i--) {
    if (EVENTS[scan.text.charCodeAt(i)] === characters.BULLET) return true;
  }
  return false;
}

/**
 * Decides at a comma, colon, dash ...: in some languages it ends a sentence, otherwise the answer's first sentence may
 * be cut early there.
 */
function decideClause(scan: Scan, event: number, index: number, clauseFrom: number): Decision {
  const code = scan.text.charCodeAt(index);
  if (event === characters.CLAUSE && END_MARKS.has(code)) {
    if (languageAt(scan.languages, scan.text, scan.start, index).endMarks.has(code)) return decideEndMark(scan, index);
  }
  if (index < clauseFrom || !hasContent(scan, index)) return KEEP;
  if (event === characters.DASH && !isSpace(before(scan, index - 1))) return KEEP;
  let next = index + 1;
  let following = at(scan, next);
  while (event === characters.CLAUSE && following >= 0 && next < scan.limit && characters.isClosing(following)) {
    following = at(scan, ++next);
  }
  if (isOpen(scan, following)) return WAIT;
  if (event !== characters.WIDE_CLAUSE && !isSpace(following)) return KEEP;
  scan.next = next;
  return CUT;
}
