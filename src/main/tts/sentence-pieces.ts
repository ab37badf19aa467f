/** Length of the longest piece, in letters. About 15 ms of a thread's time, and 7 s of audio. */
const MAX_LETTERS = 120;
/** No piece is shorter than this share of the longest, so that a pause in a wrong place is rare. */
const MIN_SHARE = 0.4;
/** Letters that an ideograph, a kana or a Hangul syllable counts for: it is a syllable or a word. */
const WIDE_LETTERS = 4;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
/** Marks after which a speaker pauses. The wide marks of CJK stand without a space. */
const CLAUSE_END = /(?:[,;:،؛]["')\]»”’]*|[–—])\s+|[、，；：]/gu;
const SPACE = /\s+/gu;

/**
 * Cuts a long sentence where a pause does least harm. A thread speaks a piece from start to end, so a sentence that becomes due
 * meanwhile waits no longer than a piece takes. Joined, the pieces are the text. A word is never cut, however long it is.
 */
export function sentencePieces(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (let window = windowOf(rest); window < rest.length; window = windowOf(rest)) {
    const start = rest.slice(0, window);
    const end = lastEnd(CLAUSE_END, start) ?? lastEnd(SPACE, start) ?? firstEnd(rest);
    if (end === undefined || end === rest.length) break;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  pieces.push(rest);
  return pieces;
}

/** UTF-16 units of a text that are no more than the longest piece. */
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

/** Index after the last match that makes a piece of a good length; undefined = there is none. */
function lastEnd(pattern: RegExp, start: string): number | undefined {
  let last: number | undefined;
  for (const { 0: match, index } of start.matchAll(pattern)) {
    const end = index + match.length;
    if (end >= MIN_SHARE * start.length) last = end;
  }
  return last;
}

/** Index after the first white space that makes a piece of a good length, behind a long word; undefined = there is none. */
function firstEnd(text: string): number | undefined {
  for (const { 0: match, index } of text.matchAll(SPACE)) {
    if (index >= MIN_SHARE * MAX_LETTERS) return index + match.length;
  }
  return undefined;
}
