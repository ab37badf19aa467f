import { CONTENT, isSpace, propertiesOf } from '../character-properties.js';
import { type Enclosures, noEnclosures } from './enclosures.js';
import type { Languages } from './languages.js';

/**
 * The decision at a place: the sentence goes on, the sentence ends, or text to come decides. A decision is a function
 * of the characters it read through `at`; a read beyond the text makes it WAIT unless the text is final. So a decision
 * holds regardless of the text that follows, and any chunking gives the same segments.
 */
export const KEEP = 0;
export const CUT = 1;
export const WAIT = 2;
export type Decision = typeof KEEP | typeof CUT | typeof WAIT;

/**
 * A time without further text. A pause ends a sentence that may be complete. After a short one, the end must be beyond
 * doubt; after a long one, also a number, an address or an abbreviation may be the last word: "It costs $3."
 */
export type Pause = 'short' | 'long';

/** The value that is read after the end of a final text, or of a text before a pause. */
export const END = -1;
/** The value that is read where more text may still come. */
export const AHEAD = -2;

/** The most spaces that are skipped to find the next word; a longer gap ends the sentence. */
export const MAX_GAP = 64;

/** The longest word of any list of the rules, in UTF-16 units; a longer word needs no look-up. */
export const MAX_WORD = 20;

/** The state of a pass over a text. */
export interface Scan {
  readonly text: string;
  /** The value that is read beyond the text. */
  readonly beyond: typeof END | typeof AHEAD;
  /** The pause after a text that is not final; undefined = no pause. */
  readonly pause: Pause | undefined;
  readonly languages: Languages;
  readonly enclosures: Enclosures;
  /** The start of the present segment. */
  start: number;
  /** The index beyond which the segment may not grow. */
  limit: number;
  /** The first index from `start` on with content; -1 = no content before `searched`. */
  content: number;
  searched: number;
  /** The segment's own list mark: its number or letter code, 0 = no mark, -1 = not looked at yet. */
  listMark: number;
  /**
   * The index at which the scan goes on, set by a decision; with CUT, the next segment starts there, or after one white
   * space.
   */
  next: number;
}

export const newScan = (text: string, final: boolean, pause: Pause | undefined, languages: Languages): Scan => ({
  text,
  beyond: final || pause !== undefined ? END : AHEAD,
  pause: final ? undefined : pause,
  languages,
  enclosures: noEnclosures(),
  start: 0,
  limit: 0,
  content: -1,
  searched: 0,
  listMark: -1,
  next: 0,
});

/** Starts a segment at `index` that ends at `limit` at the latest. */
export function startSegment(scan: Scan, index: number, limit: number): void {
  scan.start = index;
  scan.limit = limit;
  scan.content = -1;
  scan.searched = index;
  scan.listMark = -1;
  scan.enclosures.depth = 0;
}

/** Returns the UTF-16 unit at `index`, or END or AHEAD. */
export const at = (scan: Scan, index: number): number =>
  index < scan.text.length ? scan.text.charCodeAt(index) : scan.beyond;

/** Tells whether text to come may stand where `code` was read: also after a pause. */
export const isOpen = (scan: Scan, code: number): boolean =>
  code === AHEAD || (code === END && scan.pause !== undefined);

/** Returns the decision at a place where the text ends. A pause ends the sentence there; a short one not `inDoubt`. */
export const decideAtEnd = ({ pause }: Scan, inDoubt: boolean): Decision =>
  pause === 'long' || (pause === 'short' && !inDoubt) ? CUT : KEEP;

/** Returns the unit at `index` of the present segment, or END before its start. */
export const before = (scan: Scan, index: number): number => (index >= scan.start ? scan.text.charCodeAt(index) : END);

/** Tells whether the segment has content before `index`: no segment is cut without content. Amortised constant time. */
export function hasContent(scan: Scan, index: number): boolean {
  if (scan.content >= 0) return scan.content < index;
  let i = scan.searched;
  for (; i < index; i++) {
    if ((propertiesOf(scan.text.charCodeAt(i)) & CONTENT) !== 0) {
      scan.content = i;
      return true;
    }
  }
  scan.searched = i;
  return false;
}

/** Returns the start of the white space that ends before `index`. */
export function spaceStart(scan: Scan, index: number): number {
  let i = index;
  while (i > scan.start && isSpace(scan.text.charCodeAt(i - 1))) i--;
  return i;
}
