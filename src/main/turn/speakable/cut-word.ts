/** Only a word that fills a whole sentence is cut, and that at the limit of a sentence's length, which is longer than this. */
const MIN_CHARS = 100;
const WORD = /^\s*[!-~]+$/;
const START = /^\s*[!-~]*/;

/** Whether the slice ends in the middle of a word nobody wants to hear to its end: an address, encoded data. */
export const endsInCutWord = (slice: string): boolean => slice.length >= MIN_CHARS && WORD.test(slice);

/** The slice without the rest of such a word at its start. */
export const afterCutWord = (slice: string): string => (/^\s/.test(slice) ? slice : slice.replace(START, ''));
