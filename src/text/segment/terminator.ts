import { DIGIT, isSpace, LETTER, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import { CLAUSE, EVENTS, FULL_STOP, OPENER, TERMINATOR, WIDE_CLAUSE, WIDE_TERMINATOR } from './characters.js';
import { isEnclosed } from './enclosures.js';
import { isExclaimedName } from './exclaimed-name.js';
import { decideFullStop } from './full-stop.js';
import { decideGlued } from './glued-end.js';
import { type Language, languageAt } from './languages.js';
import * as ahead from './lookahead.js';
import { WIDE_CONTINUATIONS, WIDE_POINTS } from './marks.js';
import { addSpacedMarks, newRun, readRun } from './run.js';
import { at, before, CUT, type Decision, decideAtEnd, END, hasContent, KEEP, type Scan, WAIT } from './scan.js';
import { isAddress } from './token.js';

const run = newRun();
const next: ahead.Peek = { kind: 0, word: 0 };

/** The number of spaced full stops that are an ellipsis. */
const SPACED_ELLIPSIS = 3;

const continuations = new Set([...WIDE_CONTINUATIONS].map((character) => character.charCodeAt(0)));
const points = new Set([...WIDE_POINTS].map((character) => character.charCodeAt(0)));

/**
 * Decides at the terminator text[index]; or, as in « Oui. », at a closing quote there that white space separates from
 * its terminator. Sets `scan.next` to the end of the run of marks, except with WAIT.
 */
export function decideTerminator(scan: Scan, index: number): Decision {
  if (!readRun(scan, index, run)) return WAIT;
  scan.next = run.end;
  if (run.end > scan.limit) return KEEP;
  const previous = before(scan, index - 1);
  // "[...]", "(!)": the mark is quoted, not used.
  if (previous >= 0 && EVENTS[previous] === OPENER) return KEEP;
  if (isEnclosed(scan.enclosures, index) || !hasContent(scan, index)) return KEEP;
  const { stops, events } = run;
  if (isSpace(previous) && events !== 0) {
    if (!addSpacedMarks(scan, run)) return WAIT;
    scan.next = run.end;
    if (run.end > scan.limit) return KEEP;
  }
  const code = at(scan, run.end);
  if ((run.events & (1 << WIDE_TERMINATOR)) !== 0) return decideWide(scan, index, code);
  const language = languageAt(scan.languages, scan.text, scan.start, index);
  if (run.events === 1 << FULL_STOP && language.fullStopIsClause) return KEEP;
  if (code !== END && !isSpace(code)) {
    return isDenseText(scan, index, code) ? CUT : decideGlued(scan, language, index, run);
  }
  if (run.events === 1 << FULL_STOP && isSpace(previous)) return decideSpacedStops(scan, stops);
  if (run.events === 1 << FULL_STOP && run.stops === 1) return decideFullStop(scan, language, index, run);
  if (run.closed) return ahead.cutUnlessLowerCase(scan, run.end);
  if ((run.events & (1 << TERMINATOR)) !== 0) return decideMark(scan, language, index);
  return ahead.cutUnlessLowerCase(scan, run.end);
}

/**
 * Decides after full stops with a space before them. Three with spaces between them stand for omitted words, four mean a
 * full stop and an omission after it. `together` is the number of full stops before the first space.
 */
function decideSpacedStops(scan: Scan, together: number): Decision {
  if (run.stops !== SPACED_ELLIPSIS || run.stops === together) return ahead.cutUnlessLowerCase(scan, run.end);
  return at(scan, run.end) === END ? decideAtEnd(scan, false) : KEEP;
}

/** Decides at an end mark of one language, ";" in Greek for example. */
export function decideEndMark(scan: Scan, index: number): Decision {
  if (!readRun(scan, index, run)) return WAIT;
  scan.next = run.end;
  if (run.end > scan.limit) return KEEP;
  const code = at(scan, run.end);
  if (code !== END && !isSpace(code) && (propertiesOf(code) & UPPER) === 0) return KEEP;
  return isEnclosed(scan.enclosures, index) || !hasContent(scan, index) ? KEEP : CUT;
}

/**
 * Decides at a run with a wide terminator, which needs no white space after it. `code` is the character after the run.
 */
function decideWide(scan: Scan, index: number, code: number): Decision {
  if (points.has(at(scan, index)) && (propertiesOf(code) & DIGIT) !== 0) return KEEP;
  if (code >= 0 && (EVENTS[code] === CLAUSE || EVENTS[code] === WIDE_CLAUSE)) return KEEP;
  return run.closed && continuations.has(code) ? KEEP : CUT;
}

function decideMark(scan: Scan, language: Language, index: number): Decision {
  if (isExclaimedName(scan, language, index)) return ahead.cutUnlessLowerCase(scan, run.end);
  // More of an address may come: "https://a.b/c?"
  if (scan.stall !== undefined && isAddress(scan, index) && at(scan, run.end) === END) return decideAtEnd(scan, true);
  if (!language.dashAttribution) return CUT;
  const kind = ahead.peek(scan, run.end, next);
  return kind === ahead.UNKNOWN ? WAIT : kind === ahead.DASH_LOWER ? KEEP : CUT;
}

/** Tells whether the text is Chinese or Japanese written with Western marks: "好吗?好!". */
function isDenseText(scan: Scan, index: number, following: number): boolean {
  return (run.events & (1 << TERMINATOR)) !== 0 && isDense(before(scan, index - 1)) && isDense(following);
}

const isDense = (code: number): boolean =>
  code >= 0x3040 && code <= 0x9fff && (propertiesOf(code) & (LETTER | UPPER | LOWER)) === LETTER;
