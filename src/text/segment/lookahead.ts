import { CONTENT, DIGIT, INVISIBLE, isSpace, LETTER, LOWER, propertiesOf, UPPER } from '../character-properties.js';
import { DASH, EVENTS, isLeading } from './characters.js';
import { AHEAD, at, CUT, type Decision, END, KEEP, MAX_GAP, MAX_WORD, type Scan, WAIT } from './scan.js';

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
  for (let leaders = 0; leaders < MAX_LEADERS && code >= 0 && isLeading(code); leaders++) code = at(scan, ++i);
  result.word = i;
  return (result.kind = code >= 0 && EVENTS[code] === DASH ? afterDash(scan, i + 1) : kindOf(code));
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
  const kind = kindOf(at(scan, i));
  return kind === UNKNOWN ? UNKNOWN : kind === LOWER_CASE ? DASH_LOWER : DASH_OTHER;
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
 * Returns the whole word at `index`, at most MAX_WORD units; undefined when it may go on in text to come, '' when there
 * is no word or it is too long.
 */
export function wordAt(scan: Scan, index: number): string | undefined {
  let i = index;
  for (; i - index <= MAX_WORD; i++) {
    const code = at(scan, i);
    if (code === AHEAD) return undefined;
    if (code === END || (propertiesOf(code) & LETTER) === 0) break;
  }
  return i - index > MAX_WORD ? '' : scan.text.slice(index, i);
}

const following: Peek = { kind: 0, word: 0 };

/**
 * Cuts, unless the sentence goes on with a lower-case word, or with a dash and such a word: “Great!” she said. “Great!”
 * – said she. Well ... no.
 */
export function cutUnlessLowerCase(scan: Scan, index: number): Decision {
  switch (peek(scan, index, following)) {
    case UNKNOWN:
      return WAIT;
    case LOWER_CASE:
    case DASH_LOWER:
    case TEXT_END:
      return KEEP;
    default:
      return CUT;
  }
}
