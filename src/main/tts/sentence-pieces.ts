/** Shorter sentences are spoken in one go. About 15 ms of a thread's time, and 7 s of audio. */
const MAX_CHARS = 120;
/** The same for scripts in which a character is a syllable or a word. */
const MAX_WIDE_CHARS = 30;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
/** No piece is shorter than this share of the longest, so that a pause in a wrong place is rare. */
const MIN_SHARE = 0.4;
/** Marks after which a speaker pauses. The wide marks of CJK stand without a space. */
const CLAUSE_END = /(?:[,;:،؛]["')\]»”’]*|[–—])\s+|[、，；：]/gu;
const SPACE = /\s+/gu;

/**
 * Cuts a long sentence where a pause does least harm. A thread speaks a piece from start to end, so a sentence that becomes due
 * meanwhile waits no longer than a piece takes. Joined, the pieces are the text.
 */
export function piecesOf(text: string): string[] {
  const maxChars = WIDE.test(text) ? MAX_WIDE_CHARS : MAX_CHARS;
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > maxChars) {
    const start = rest.slice(0, maxChars);
    const end = lastEnd(CLAUSE_END, start, maxChars) ?? lastEnd(SPACE, start, maxChars);
    if (end === undefined || end === rest.length) break;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  pieces.push(rest);
  return pieces;
}

/** Index after the last match that makes a piece of a good length; undefined = there is none. */
function lastEnd(pattern: RegExp, text: string, maxChars: number): number | undefined {
  let last: number | undefined;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    const end = index + match.length;
    if (end >= MIN_SHARE * maxChars) last = end;
  }
  return last;
}
