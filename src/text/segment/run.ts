import { COMBINING, CONTENT, DIGIT, INVISIBLE, isSpace, LETTER, propertiesOf } from '../character-properties.js';
import {
  EVENTS,
  FULL_STOP,
  isClosing,
  isPictograph,
  isSuperscript,
  isTerminatorEvent,
  LINE_BREAK,
  TAG,
} from './characters.js';
import { citationEnd, opensCitation } from './citation.js';
import { canClose, close } from './enclosures.js';
import { AHEAD, at, MAX_GAP, type Scan } from './scan.js';
import { closingTagEnd } from './tag.js';

const QUOTE = 0x22;

/**
 * A terminator and the marks that belong to it: further terminators, closing quotes, brackets, tags, pictographs,
 * citations.
 */
export interface Run {
  /** The first index after the run. */
  end: number;
  /** The number of full stops at the start of the run. */
  stops: number;
  /** The terminators in the run, as bits: 1 << event. */
  events: number;
  /** Tells whether a quote or bracket closes the run; its contents may be only a part of the sentence. */
  closed: boolean;
  /** Tells whether a closing tag is in the run. */
  tagged: boolean;
}

export const newRun = (): Run => ({ end: 0, stops: 0, events: 0, closed: false, tagged: false });
const following = newRun();

/**
 * Reads the run at `index`, to one past `scan.limit` at most, and closes the enclosures that the run closes. Returns
 * false if the end of the run depends on text to come.
 */
export function readRun(scan: Scan, index: number, run: Run): boolean {
  run.stops = 0;
  run.events = 0;
  run.closed = false;
  run.tagged = false;
  let i = index;
  for (; i <= scan.limit; i++) {
    const code = at(scan, i);
    if (code === AHEAD) return false;
    if (code < 0) break;
    const event = EVENTS[code]!;
    if (isTerminatorEvent(event)) {
      if (event === FULL_STOP && i - index === run.stops) run.stops += 1;
      run.events |= 1 << event;
      run.closed = false;
    } else if (canClose(scan.enclosures, code, i)) {
      close(scan.enclosures, code, i);
      run.closed = true;
    } else if (opensCitation(code)) {
      const end = citationEnd(scan, i);
      if (end === AHEAD) return false;
      if (end === i) break;
      i = end - 1;
    } else if (event === TAG) {
      const end = closingTagEnd(scan, i);
      if (end === AHEAD) return false;
      if (end === i) break;
      run.tagged = true;
      i = end - 1;
    } else if (code === QUOTE && at(scan, i + 1) === AHEAD) {
      return false;
    } else if (isClosing(code) && !(code === QUOTE && (propertiesOf(at(scan, i + 1)) & CONTENT) !== 0)) {
      run.closed = true;
    } else if (i > index && !isAppendage(code)) {
      break;
    }
  }
  run.end = i;
  return true;
}

const isAppendage = (code: number): boolean =>
  (propertiesOf(code) & (INVISIBLE | COMBINING)) !== 0 || isPictograph(code) || isSuperscript(code);

/**
 * Adds the marks that follow the run after white space: "Wait ! !", "Well . . .". A mark that opens a word does not
 * belong to it: ".NET". Returns false if that depends on text to come.
 */
export function addSpacedMarks(scan: Scan, run: Run): boolean {
  while (run.end <= scan.limit) {
    let i = run.end;
    let code = at(scan, i);
    while (i - run.end < MAX_GAP && isSpace(code) && EVENTS[code] !== LINE_BREAK) code = at(scan, ++i);
    if (code === AHEAD) return false;
    if (i === run.end || code < 0 || !isTerminatorEvent(EVENTS[code]!)) return true;
    if (!readRun(scan, i, following)) return false;
    code = at(scan, following.end);
    // The marks may end at the limit, beyond which `readRun` does not look.
    if (code === AHEAD) return false;
    if ((propertiesOf(code) & (LETTER | DIGIT)) !== 0) return true;
    run.end = following.end;
    run.stops += following.stops;
    run.events |= following.events;
    run.closed = following.closed;
  }
  return true;
}
