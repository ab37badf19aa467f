/** The length of the longest piece, in letters: about 15 ms of a thread's time, and 7 s of audio. */
const MAX_LETTERS = 120;
/** The length of the shortest piece as a share of the longest, so that a pause in a wrong place is rare. */
const MIN_SHARE = 0.4;
/**
 * The number of letters that a digit, an ideograph, a kana or a Hangul syllable counts for: each is a syllable or a
 * word.
 */
const WIDE_LETTERS = 4;
const WIDE = /[\p{N}\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/u;
/** Matches the marks after which a speaker pauses. The wide marks of CJK stand without a space. */
const CLAUSE_END = /(?:[,;:،؛]["')\]»”’]*|[–—])\s+|[、，；：]/gu;
const ENDS_CLAUSE = /[,;:،؛、，；：–—]["')\]»”’]*\s*$/u;
const SPACE = /\s+/gu;
/**
 * Matches a part of the character before it: the second half of a surrogate pair, a mark, a joiner or a variation
 * selector.
 */
const CONTINUES = /^(?:[\udc00-\udfff]|\p{M}|\p{Cf})/u;

/**
 * Cuts a long sentence where a pause does least harm. A thread speaks a piece from start to end, so a sentence that
 * becomes due meanwhile waits no longer than a piece takes. The pieces joined are the text. A word is cut only when it
 * is longer than a piece: digits without a space, or text in a script without spaces.
 */
export function sentencePieces(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (let window = windowOf(rest); window < rest.length; window = windowOf(rest)) {
    const start = rest.slice(0, window);
    const end = lastEnd(CLAUSE_END, start) ?? lastEnd(SPACE, start) ?? wholeCharacters(rest, window);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  pieces.push(rest);
  return pieces;
}

/** Tells whether a piece ends with a mark after which a speaker pauses. */
export const endsClause = (piece: string): boolean => ENDS_CLAUSE.test(piece);

/** Returns the number of UTF-16 units at the start of a text that fit into the longest piece. */
function windowOf(text: string): number {
  let letters = 0;
  let units = 0;
  while (units < text.length) {
    letters += WIDE.test(text.charAt(units)) ? WIDE_LETTERS : 1;
    if (letters > MAX_LETTERS) break;
    units++;
  }
  return units;
}

/** Returns the index after the last match that makes a piece long enough; undefined when there is no such match. */
function lastEnd(pattern: RegExp, start: string): number | undefined {
  let last: number | undefined;
  for (const { 0: match, index } of start.matchAll(pattern)) {
    const end = index + match.length;
    if (end >= MIN_SHARE * start.length) last = end;
  }
  return last;
}

/** Returns the index of the last place up to `window` between two characters, with their marks and joiners. */
function wholeCharacters(text: string, window: number): number {
  let end = window;
  while (end > 1 && CONTINUES.test(text.slice(end, end + 2))) end--;
  return end > 1 ? end : window;
}
