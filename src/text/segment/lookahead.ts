import { CONTENT, DIGIT, INVISIBLE, isSpace, LETTER, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import { DASH, EVENTS, isLeading, isTerminatorEvent } from './characters.js';
import {
  AHEAD,
  at,
  CUT,
  type Decision,
  decideAtEnd,
  END,
  isOpen,
  KEEP,
  MAX_GAP,
  MAX_WORD,
  type Scan,
  WAIT,
} from './scan.js';

/** The kinds of the character that comes next, after white space and opening marks. */
export const UNKNOWN = 0;
export const TEXT_END = 1;
export const LOWER_CASE = 2;
export const UPPER_CASE = 3;
/** A letter without case, or a pictograph. */
export const OTHER_LETTER = 4;
export const NUMBER = 5;
/** A dash and then a word in lower case: "— said he". */
export const DASH_LOWER = 6;
export const DASH_OTHER = 7;
export const SYMBOL = 8;
/** A gap: more white space than a sentence has inside. */
export const GAP = 9;
/** A mark that ends a sentence, and opens no word: the "?" in "Well … ?" */
export const TERMINATOR_MARK = 10;

/** The most opening marks that are skipped. */
const MAX_LEADERS = 4;

/**
 * The finding of `peek`: the kind of the next character, and the index of the first word. Only valid right after the
 * call.
 */
export interface Peek {
  kind: number;
  word: number;
}

/**
 * Looks at the text after `index`, writes the finding to `result` and returns its kind. No new object is made, because
 * this runs once for each full stop.
 */
export function peek(scan: Scan, index: number, result: Peek): number {
  let i = skipSpace(scan, index);
  result.word = i;
  if (i - index > MAX_GAP) return (result.kind = GAP);
  let code = at(scan, i);
  let leaders = 0;
  for (; leaders < MAX_LEADERS && code >= 0 && isLeading(code); leaders++) code = at(scan, ++i);
  result.word = i;
  // A stall after an opening mark ends no sentence.
  if (leaders > 0 && isOpen(scan, code)) return (result.kind = UNKNOWN);
  const event = code >= 0 ? EVENTS[code]! : 0;
  if (event === DASH) return (result.kind = afterDash(scan, i + 1));
  return (result.kind = isTerminatorEvent(event) ? afterTerminator(scan, i + 1) : kindOf(code));
}

function afterTerminator(scan: Scan, index: number): number {
  const code = at(scan, index);
  return code === AHEAD ? UNKNOWN : (propertiesOf(code) & (LETTER | DIGIT)) !== 0 ? SYMBOL : TERMINATOR_MARK;
}

function kindOf(code: number): number {
  if (code === AHEAD) return UNKNOWN;
  if (code === END) return TEXT_END;
  const properties = propertiesOf(code);
  if ((properties & LOWER) !== 0) return LOWER_CASE;
  if ((properties & UPPER) !== 0) return UPPER_CASE;
  if ((properties & DIGIT) !== 0) return NUMBER;
  const isWord =
    (properties & LETTER) !== 0 || (code >= 0xd800 && code <= 0xdfff) || (code >= 0x2600 && code <= 0x27bf);
  return isWord && (properties & CONTENT) !== 0 ? OTHER_LETTER : SYMBOL;
}

function afterDash(scan: Scan, index: number): number {
  const i = skipSpace(scan, index);
  if (i - index > MAX_GAP) return DASH_OTHER;
  const code = at(scan, i);
  const kind = kindOf(code);
  return isOpen(scan, code) ? UNKNOWN : kind === LOWER_CASE ? DASH_LOWER : DASH_OTHER;
}

/** Returns the first index from `index` on that is no white space, at most MAX_GAP + 1 further. */
function skipSpace(scan: Scan, index: number): number {
  let i = index;
  while (i - index <= MAX_GAP) {
    const code = at(scan, i);
    if (code < 0 || (!isSpace(code) && (propertiesOf(code) & INVISIBLE) === 0)) break;
    i++;
  }
  return i;
}

/**
 * Returns the whole word at `index`, at most MAX_WORD units; undefined when it may go on in text to come, also after a
 * stall; '' when there is no word or it is too long.
 */
export function wordAt(scan: Scan, index: number): string | undefined {
  let i = index;
  for (; i - index <= MAX_WORD; i++) {
    const code = at(scan, i);
    if (isOpen(scan, code)) return undefined;
    if (code === END || (propertiesOf(code) & LETTER) === 0) break;
  }
  return i - index > MAX_WORD ? '' : scan.text.slice(index, i);
}

const following: Peek = { kind: 0, word: 0 };

/**
 * Cuts, unless the sentence goes on with a lower-case word, with a dash and such a word, or with a mark: “Great!” she
 * said. “Great!” – said she. Well ... no. Well … ? `inDoubt` is as in `decideAtEnd`.
 */
export function cutUnlessLowerCase(scan: Scan, index: number, inDoubt = false): Decision {
  switch (peek(scan, index, following)) {
    case UNKNOWN:
      return WAIT;
    case LOWER_CASE:
    case DASH_LOWER:
    case TERMINATOR_MARK:
      return KEEP;
    case TEXT_END:
      return decideAtEnd(scan, inDoubt);
    default:
      return CUT;
  }
}
