import { anyCase } from '../patterns.js';
import type { RuleMaker } from './spoken-language.js';

/** Two words with a slash between them: no path, address or unit. */
const PAIR = /(?<![\p{L}\d/.:@\\_~-])(\p{L}{1,24})\/(\p{L}{1,24})(?![\p{L}\d/\\_@-]|\.\p{L})/gu;

/** The slash between two ordinals: "18th/19th". */
const AFTER_ORDINAL = /(?<=\d(?:st|nd|rd|th))\/(?=\d)/g;

/** Says pairs of words without the slash, which engines name: "and/or", "he/she". */
export const saySlashes: RuleMaker = ({ words: { or, alternatives } }) => {
  const isAlternative = new RegExp(`^(?:${anyCase(alternatives ?? '(?!)')})$`, 'u');
  return (text) =>
    text
      .replace(AFTER_ORDINAL, ' ')
      .replace(PAIR, (_, first: string, second: string) =>
        or !== undefined && isAlternative.test(first) && isAlternative.test(second)
          ? `${first} ${or} ${second}`
          : `${first} ${second}`,
      );
};
