import { COMBINING, INVISIBLE, isSpace, LETTER, propertiesOf } from '../character-properties.js';
import * as characters from './characters.js';
import { beforeOpenCitation } from './citation.js';
import { END_MARKS } from './languages.js';

const { EVENTS } = characters;

/** The most units that are looked at, from the end. */
const WINDOW = 160;
/** The marks that close and open a citation, its address or a tag. */
const CLOSERS = new Set([...']】>)'].map((character) => character.charCodeAt(0)));
const OPENERS = new Set([...'[【<('].map((character) => character.charCodeAt(0)));

/**
 * Tells whether `segmentBatch(pending)` with a stall can emit a segment: whether a line break, or a mark that may end a
 * sentence, is the last character but for white space, closing marks, citations and tags. True for some texts where it
 * cannot, rarely false if it can: after endless marks. Costs a look at the last characters.
 */
export function mayEndSentence(pending: string): boolean {
  if ((propertiesOf(pending.charCodeAt(pending.length - 1)) & LETTER) !== 0) return false;
  const from = Math.max(0, pending.length - WINDOW);
  let isEnclosed = false;
  let isInside = false;
  for (let i = pending.length - 1; i >= from; i--) {
    const code = pending.charCodeAt(i);
    const event = EVENTS[code]!;
    const isMark = characters.isTerminatorEvent(event) || event === characters.LINE_BREAK || END_MARKS.has(code);
    if (isMark && !isInside) return true;
    if (CLOSERS.has(code)) isEnclosed = true;
    else if (OPENERS.has(code)) isEnclosed = isInside = false;
    else if (isEnclosed) isInside ||= !followsMark(code, event);
    // The address of a citation may hold any characters.
    else if (!followsMark(code, event)) return beforeOpenCitation(pending, i) >= 0;
  }
  return false;
}

const followsMark = (code: number, event: number): boolean =>
  event === characters.CLOSER ||
  event === characters.OPEN_OR_CLOSE ||
  isSpace(code) ||
  characters.isClosing(code) ||
  characters.isPictograph(code) ||
  characters.isSuperscript(code) ||
  (propertiesOf(code) & (INVISIBLE | COMBINING)) !== 0;
