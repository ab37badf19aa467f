/**
 * The fewest characters of a cut word. Only a word that reaches the limit of a sentence's length is cut; the limit is
 * larger.
 */
const MIN_CHARS = 100;
const WORD = /^\s*[!-~]+$/;
const START = /^\s*[!-~]*/;

/**
 * Returns true when the slice ends in the middle of a word that should not be read to its end: an address, encoded
 * data.
 */
export const endsInCutWord = (slice: string): boolean => slice.length >= MIN_CHARS && WORD.test(slice);

/** Returns the slice without the rest of such a word at its start. */
export const afterCutWord = (slice: string): string => (/^\s/.test(slice) ? slice : slice.replace(START, ''));
