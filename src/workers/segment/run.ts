import {
  COMBINING,
  CONTENT,
  DIGIT,
  EVENTS,
  FULL_STOP,
  INVISIBLE,
  isClosing,
  isPictograph,
  isTerminatorEvent,
  propertiesOf,
} from './characters.js';
import { canClose, close } from './enclosures.js';
import { AHEAD, at, type Scan } from './scan.js';

const QUOTE = 0x22;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
/** Digits of a citation. */
const MAX_CITATION = 3;

/** A terminator and what belongs to it: more of them, closing quotes and brackets, pictographs, a "[1]". */
export interface Run {
  /** First index after it. */
  end: number;
  /** Full stops at its start. */
  stops: number;
  /** Bits of the terminators in it: 1 << event. */
  events: number;
  /** A quote or bracket closes it; what is in there may be a part of the sentence only. */
  closed: boolean;
}

export const newRun = (): Run => ({ end: 0, stops: 0, events: 0, closed: false });

/** Reads the run at `index`, to one past `scan.limit` at most, and closes what it closes. False if its end depends on text to come. */
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

/** Where "[12]" at `index` ends; `index` if it is none, AHEAD if it may become one. */
function citationEnd(scan: Scan, index: number): number {
  let i = index + 1;
  while (i - index <= MAX_CITATION && (propertiesOf(at(scan, i)) & DIGIT) !== 0) i++;
  const code = at(scan, i);
  if (code === AHEAD) return AHEAD;
  return i > index + 1 && code === BRACKET_END ? i + 1 : index;
}
