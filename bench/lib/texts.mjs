// Generated texts: the same seed gives the same texts, and there are so many different sentences that no cache helps.
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';

/** @typedef {(sentences: number) => string[]} Writer returns the sentences of a new text */

const OPENINGS = [
  'Today',
  'Tomorrow',
  'After lunch',
  'In the morning',
  'Before noon',
  'This week',
  'At last',
  'Right now',
];
const ADJECTIVES = ['old', 'small', 'quiet', 'green', 'heavy', 'clever', 'broken', 'distant', 'silver', 'warm'];
const NOUNS = ['river', 'letter', 'window', 'engine', 'garden', 'teacher', 'market', 'village', 'camera', 'bridge'];
const VERBS = [
  'follows',
  'carries',
  'finds',
  'repairs',
  'watches',
  'remembers',
  'crosses',
  'opens',
  'visits',
  'paints',
];
const PLACES = ['near the station', 'behind the house', 'on the hill', 'by the sea', 'under the tree', 'in the square'];

/**
 * Returns a writer of texts with sentences of about 3 s of speech.
 * @param {number} seed
 * @returns {Writer}
 */
export function writer(seed) {
  const { any, number } = wordsOf(seed);
  const sentence = () =>
    `${any(OPENINGS)} the ${any(ADJECTIVES)} ${any(NOUNS)} ${any(VERBS)} ${number()} ${any(NOUNS)}s ${any(PLACES)}.`;
  return (sentences) => Array.from({ length: sentences }, sentence);
}

/**
 * Returns a writer of texts with sentences of about 1.5 s of speech.
 * @param {number} seed
 * @returns {Writer}
 */
export function terseWriter(seed) {
  const { any, number } = wordsOf(seed);
  return (sentences) => Array.from({ length: sentences }, () => `The ${any(ADJECTIVES)} ${any(NOUNS)} ${number()}.`);
}

/** @param {number} seed */
function wordsOf(seed) {
  const random = seededRandom(seed);
  /** @param {number} limit */
  const below = (limit) => Math.floor(random() * limit);
  /** @param {readonly string[]} words */
  const any = (words) => words[below(words.length)];
  return { any, number: () => 10 + below(90) };
}

/**
 * Joins sentences to a prompt.
 * @param {readonly string[]} sentences
 */
export const promptOf = (sentences) => sentences.join(' ');
