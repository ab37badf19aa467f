import { COMBINING, CONTENT, DIGIT, INVISIBLE, propertiesOf } from '../character-properties.js';
import { EVENTS, FULL_STOP, isClosing, isPictograph, isTerminatorEvent } from './characters.js';
import { canClose, close } from './enclosures.js';
import { AHEAD, at, type Scan } from './scan.js';

const QUOTE = 0x22;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
/** The most digits of a citation. */
const MAX_CITATION = 3;

/**
 * A terminator and the marks that belong to it: further terminators, closing quotes and brackets, pictographs, a "[1]".
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
}

export const newRun = (): Run => ({ end: 0, stops: 0, events: 0, closed: false });

/**
 * Reads the run at `index`, to one past `scan.limit` at most, and closes the enclosures that the run closes. Returns
 * false if the end of the run depends on text to come.
 */
export function readRun(scan: Scan, index: number, run: Run): boolean {
  run.stops = 0;
  run.events = 0;
  run.closed = false;
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
    } else if (code === BRACKET) {
      const end = citationEnd(scan, i);
      if (end === AHEAD) return false;
      if (end === i) break;
      i = end - 1;
    } else if (code === QUOTE && at(scan, i + 1) === AHEAD) {
      return false;
    } else if (isClosing(code) && !(code === QUOTE && (propertiesOf(at(scan, i + 1)) & CONTENT) !== 0)) {
      run.closed = true;
    } else if (i > index && (propertiesOf(code) & (INVISIBLE | COMBINING)) === 0 && !isPictograph(code)) {
      break;
    }
  }
  run.end = i;
  return true;
}

/** Returns the end of "[12]" at `index`; `index` if there is no citation, AHEAD if text to come may complete one. */
function citationEnd(scan: Scan, index: number): number {
  let i = index + 1;
  while (i - index <= MAX_CITATION && (propertiesOf(at(scan, i)) & DIGIT) !== 0) i++;
  const code = at(scan, i);
  if (code === AHEAD) return AHEAD;
  return i > index + 1 && code === BRACKET_END ? i + 1 : index;
}
