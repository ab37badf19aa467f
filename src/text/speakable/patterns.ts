/** Returns the source of a regular expression that matches any of the texts, longer ones first. */
export const alternationOf = (texts: Iterable<string>): string =>
  [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[$.*+?^()[\]{}|\\/]/g, '\\$&'))
    .join('|');

/** Returns a word with a capital at its start. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A whole number in digits, with its groups and decimals. Its end is fixed, so that no part of it is tried again. */
export const NUMBER = String.raw`\d{1,30}(?:[.,]\d{1,30}){0,9}(?!\d|[.,]\d)`;

/** The start of a number: not in a word, another number or a formula. A test for a digit first is much faster. */
export const NUMBER_START = String.raw`(?=\d)(?<![\p{L}\d.,^])`;

/** Returns the word that stands before `index`, in lower case; '' = another mark or nothing stands there. */
export function wordBefore(text: string, index: number): string {
  const word = /(\p{L}+) ?$/u.exec(text.slice(Math.max(0, index - 20), index));
  return word?.[1]?.toLowerCase() ?? '';
}

/** Returns the source of a regular expression for words, perhaps with classes of letters, that matches them in any case. */
export const anyCase = (source: string): string =>
  source.replace(/\[[^\]]*\]|\\.|\p{L}/gu, (part) =>
    part.startsWith('\\') ? part : part.startsWith('[') ? part.replace(/\p{L}/gu, bothCases) : `[${bothCases(part)}]`,
  );

const bothCases = (letter: string): string => letter.toLowerCase() + letter.toUpperCase();

/** The source of an expression that does not match before the rest of initials: the B of "50 B.C." is no billion. */
export const NO_INITIALS = String.raw`(?!\.\p{L}(?!\p{L}))`;

/** The source of an expression that matches no text. */
export const NEVER = '(?!)';
