/** Matches text with marks that an engine says by name: "Wait ! !" is said as "wait, exclamation mark". */
export const SPACED_MARKS = '[!?…] +[.!?…]|^[.…\\s]*[!?]';

/** Matches every text with a mark behind a space, and is faster than the search for two marks. */
const AFTER_SPACE = / [.!?…]/;
/** White space between two marks, of which the second opens no word. */
const BETWEEN_MARKS = /(?<=[.!?…]) +(?=[.!?…]+(?![.!?…\p{L}\p{N}]))/gu;
/** Marks at the start, which belong to the sentence before: "! Come back." */
const LEADING_MARKS = /^(?=[.… ]*[!?])[.!?… ]+(?<= )/;

/** Returns the text with marks that an engine does not say: they follow a word, without spaces between them. */
export const withoutSpacedMarks = (text: string): string =>
  (AFTER_SPACE.test(text) ? text.replace(BETWEEN_MARKS, '') : text).replace(LEADING_MARKS, '');
