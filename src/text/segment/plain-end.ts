import { FULL_STOP } from './characters.js';
import type { Language } from './languages.js';
import { hasContent, type Scan } from './scan.js';
import { isAsciiLetter, nextHash } from './word-filter.js';

const SPACE = 0x20;

/**
 * Tells whether the mark is inside a word, number or address: "3.50", "example.com". A digit or a lower-case letter
 * follows such a mark.
 */
export function isInsideWord(scan: Scan, index: number): boolean {
  if (index + 1 >= scan.text.length) return false;
  const code = scan.text.charCodeAt(index + 1);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/**
 * Tells whether the mark text[index] ends a sentence beyond doubt: an ordinary Latin word of two letters or more before
 * it, a space after it, and no pair open. It is true only where the full rules would cut, too, and makes them
 * unnecessary for nearly all English sentences.
 */
export function isPlainEnd(scan: Scan, language: Language, event: number, index: number): boolean {
  const { text } = scan;
  if (scan.enclosures.depth !== 0 || index + 1 >= text.length || text.charCodeAt(index + 1) !== SPACE) return false;
  if (event === FULL_STOP ? language.fullStopIsClause : language.dashAttribution) return false;
  let i = index - 1;
  let hash = 0;
  let code = 0;
  for (; i >= scan.start; i--) {
    code = text.charCodeAt(i);
    if (!isAsciiLetter(code)) break;
    hash = nextHash(hash, code);
  }
  // Two capitals may be a Roman number.
  if (index - i <= 2 || i < scan.start || code !== SPACE || text.charCodeAt(index - 1) < 0x61) return false;
  if (language.compoundEnd !== undefined && text.startsWith(language.compoundEnd, index - language.compoundEnd.length))
    return false;
  return language.doubtful[hash] === 0 && hasContent(scan, index);
}
