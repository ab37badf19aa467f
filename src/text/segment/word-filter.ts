const SIZE = 4096;

/**
 * The words of a language that make a mark after them doubtful, by hash; another word may have the same hash, and only
 * costs time.
 */
export type WordFilter = Uint8Array;

export function newWordFilter(words: Iterable<string>): WordFilter {
  const filter = new Uint8Array(SIZE);
  for (const word of words) {
    let hash = 0;
    for (let i = word.length - 1; i >= 0; i--) hash = nextHash(hash, word.charCodeAt(i));
    filter[hash] = 1;
  }
  return filter;
}

/**
 * Returns the hash after one more letter; `code` is an ASCII letter, of either case. Words are read backwards, as the
 * scan does.
 */
export const nextHash = (hash: number, code: number): number => (hash * 33 + (code | 0x20)) & (SIZE - 1);

export const isAsciiLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
