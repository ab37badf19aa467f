import { COMBINING, DIGIT, INVISIBLE, LETTER, propertiesOf, UPPER } from '../character-properties.js';
import { MAX_WORD, type Scan } from './scan.js';

/** The most units that are searched for the start of a word. */
const MAX_TOKEN = 48;

const STOP = 0x2e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const AT = 0x40;
/** Punctuation inside words, numbers and addresses. */
const INNER = new Set([...'.-°№/:@=&+%'].map((character) => character.charCodeAt(0)));

/** The word, number, abbreviation or address before a full stop. */
export interface Token {
  start: number;
  letters: number;
  digits: number;
  /** The number of letters that are capitals. */
  uppers: number;
  /** The number of full stops inside. */
  stops: number;
  /** The most letters between two of its full stops. */
  longestPart: number;
}

export const newToken = (): Token => ({ start: 0, letters: 0, digits: 0, uppers: 0, stops: 0, longestPart: 0 });

/** Returns the start of the token that ends before `index`; looks back MAX_TOKEN units at most. */
export function tokenStart(scan: Scan, index: number): number {
  const from = Math.max(scan.start, index - MAX_TOKEN);
  let i = index;
  while (i > from) {
    const code = scan.text.charCodeAt(i - 1);
    if ((propertiesOf(code) & (LETTER | DIGIT | COMBINING | INVISIBLE)) === 0 && !INNER.has(code)) break;
    i--;
  }
  return i;
}

/** Tells whether the token that ends before `index` is an address or a path: "https://a.b/c", "me@a.b". */
export function isAddress(scan: Scan, index: number): boolean {
  for (let i = tokenStart(scan, index); i < index; i++) {
    const code = scan.text.charCodeAt(i);
    if (code === SLASH || code === AT || code === EQUALS || code === STOP) return true;
  }
  return false;
}

/** Measures the token that ends before `index`. */
export function readToken(scan: Scan, index: number, token: Token): void {
  const from = Math.max(scan.start, index - MAX_TOKEN);
  let letters = 0;
  let digits = 0;
  let uppers = 0;
  let stops = 0;
  let longestPart = 0;
  let part = 0;
  let i = index;
  for (; i > from; i--) {
    const code = scan.text.charCodeAt(i - 1);
    const properties = propertiesOf(code);
    if ((properties & LETTER) !== 0) {
      letters += 1;
      part += 1;
      if (part > longestPart) longestPart = part;
      if ((properties & UPPER) !== 0) uppers += 1;
    } else if ((properties & DIGIT) !== 0) {
      digits += 1;
    } else if (code === STOP) {
      stops += 1;
      part = 0;
    } else if ((properties & (COMBINING | INVISIBLE)) === 0 && !INNER.has(code)) {
      break;
    }
  }
  token.start = i;
  token.letters = letters;
  token.digits = digits;
  token.uppers = uppers;
  token.stops = stops;
  token.longestPart = longestPart;
}

/** Returns text[start, end) without the invisible controls around it; '' if it is too long to be in a list. */
export function wordBefore(scan: Scan, start: number, end: number): string {
  if (end - start > MAX_WORD) return '';
  let first = start;
  let last = end;
  while (first < last && (propertiesOf(scan.text.charCodeAt(first)) & INVISIBLE) !== 0) first++;
  while (last > first && (propertiesOf(scan.text.charCodeAt(last - 1)) & INVISIBLE) !== 0) last--;
  return scan.text.slice(first, last);
}
