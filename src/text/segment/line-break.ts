import { isSpace, LOWER, propertiesOf } from '../character-properties.js';
import { EVENTS, LINE_BREAK } from './characters.js';
import {
  AHEAD,
  at,
  before,
  CUT,
  type Decision,
  decideAtEnd,
  END,
  hasContent,
  KEEP,
  MAX_GAP,
  type Scan,
  spaceStart,
  WAIT,
} from './scan.js';

const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;
const COLON = 0x3a;
const HASH = 0x23;
const BACKTICK = 0x60;
/** The number of backticks of a code fence. */
const FENCE = 3;
const STOP = 0x2e;
const BRACKET = 0x29;

/**
 * Decides at the line break text[index], and sets `scan.next`. Models write a line for each item, heading, verse or
 * row, so a line break ends a segment; but a line that goes on in lower case was only wrapped. An empty line always
 * ends the segment.
 */
export function decideLineBreak(scan: Scan, index: number): Decision {
  scan.next = index + 1;
  if (!hasContent(scan, index)) return KEEP;
  if (scan.text.charCodeAt(index) === CARRIAGE_RETURN) {
    const following = at(scan, index + 1);
    if (following === AHEAD) return WAIT;
    if (following === LINE_FEED) return KEEP;
  }
  const decision = isWrapped(scan, index);
  if (decision === CUT) scan.next = spaceStart(scan, index);
  return decision;
}

function isWrapped(scan: Scan, index: number): Decision {
  let i = index + 1;
  let code = at(scan, i);
  while (i - index <= MAX_GAP && isSpace(code) && EVENTS[code] !== LINE_BREAK) code = at(scan, ++i);
  if (code === AHEAD) return WAIT;
  if (code === END) return decideAtEnd(scan, false);
  if ((propertiesOf(code) & LOWER) === 0) return CUT;
  if (opensHeading(scan) || before(scan, spaceStart(scan, index) - 1) === COLON) return CUT;
  // "a) ...", "b. ...": a list mark, no word.
  const mark = at(scan, i + 1);
  if (mark === AHEAD) return WAIT;
  if (mark !== STOP && mark !== BRACKET) return KEEP;
  const after = at(scan, i + 2);
  return after === AHEAD ? WAIT : isSpace(after) ? CUT : KEEP;
}

/**
 * Tells whether the segment opens with "# Title" or "```js": a line of its own. Looks at the marks before the first
 * content.
 */
function opensHeading(scan: Scan): boolean {
  let ticks = 0;
  for (let i = scan.content - 1; i >= scan.start; i--) {
    const code = scan.text.charCodeAt(i);
    if (code === HASH || (code === BACKTICK && ++ticks === FENCE)) return true;
    if (EVENTS[code] === LINE_BREAK) return false;
  }
  return false;
}
