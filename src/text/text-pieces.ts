const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** Cuts text into pieces of at most `maxChars` UTF-16 units (at least 2); no surrogate pair is cut in two. */
export function* piecesOf(text: string, maxChars: number): Generator<string, void, undefined> {
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + maxChars, text.length);
    if (end < text.length && HIGH_SURROGATE.test(text[end - 1]!)) end--;
    yield text.slice(start, end);
    start = end;
  }
}
