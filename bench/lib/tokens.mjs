import { seededRandom } from '#dist/shared/measurement/seeded-random.js';

/**
 * Splits a text into tokens as models send them, one to eight UTF-16 units each; the same text gives the same tokens.
 * @param {string} text
 */
export function tokensOf(text) {
  const random = seededRandom(3);
  const tokens = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() * 8);
    tokens.push(text.slice(at, at + length));
    at += length;
  }
  return tokens;
}
