import { LETTER, propertiesOf } from '../../character-properties.js';

/** A text is examined up to the end of the word in which this byte lies, and no further than the second limit, bytes of UTF-8. */
const ENOUGH_BYTES = 350;
const MOST_BYTES = 380;
const APOSTROPHES: ReadonlySet<number> = new Set([0x27, 0x60, 0x2019]);
/** The dot that Turkish "İ" has in small letters, where it is a character of its own. */
const DOT_ABOVE = 0x307;

const word = new Uint8Array(MOST_BYTES + 4);

/**
 * Calls `each` with the words of a text in small letters, as UTF-8: the first `length` bytes, which change with the next word.
 * A word is a run of letters of the Basic Multilingual Plane; an apostrophe before a letter belongs to it.
 */
export function forEachWord(text: string, each: (bytes: Uint8Array, length: number) => void): void {
  const lower = text.toLowerCase();
  let length = 0;
  let examined = 0;
  for (let i = 0; i < lower.length && examined <= MOST_BYTES; i++) {
    const unit = lower.charCodeAt(i);
    if (isPartOfWord(lower, i, unit)) {
      const end = writeUtf8(unit, length);
      examined += end - length;
      length = end;
    } else if (length > 0) {
      each(word, length);
      length = 0;
      if (examined > ENOUGH_BYTES) return;
      examined++;
    }
  }
  if (length > 0) each(word, length);
}

function isPartOfWord(text: string, index: number, unit: number): boolean {
  if ((propertiesOf(unit) & LETTER) !== 0 || unit === DOT_ABOVE) return true;
  if (!APOSTROPHES.has(unit)) return false;
  let next = index + 1;
  while (next < text.length && APOSTROPHES.has(text.charCodeAt(next))) next++;
  return next === text.length || (propertiesOf(text.charCodeAt(next)) & LETTER) !== 0;
}

/** Writes a character of the Basic Multilingual Plane to index `at` of the word. @returns the index after it */
function writeUtf8(unit: number, at: number): number {
  if (unit < 0x80) {
    word[at] = unit;
    return at + 1;
  }
  if (unit < 0x800) {
    word[at] = 0xc0 | (unit >> 6);
    word[at + 1] = 0x80 | (unit & 0x3f);
    return at + 2;
  }
  word[at] = 0xe0 | (unit >> 12);
  word[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
  word[at + 2] = 0x80 | (unit & 0x3f);
  return at + 3;
}
