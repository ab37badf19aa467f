// Texts nobody has heard before: the same for the same seed, and of so many different sentences that no cache helps.
import { seeded } from './seeded.mjs';

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

/** A writer of texts; each call of what it returns gives a new one, as its sentences, of about 3 s of speech each. */
export function writer(seed) {
  const { any, number } = wordsOf(seed);
  const sentence = () =>
    `${any(OPENINGS)} the ${any(ADJECTIVES)} ${any(NOUNS)} ${any(VERBS)} ${number()} ${any(NOUNS)}s ${any(PLACES)}.`;
  return (sentences) => Array.from({ length: sentences }, sentence);
}

/** A writer of texts in sentences of about 1 s. */
export function terseWriter(seed) {
  const { any, number } = wordsOf(seed);
  return (sentences) => Array.from({ length: sentences }, () => `The ${any(ADJECTIVES)} ${any(NOUNS)} ${number()}.`);
}

function wordsOf(seed) {
  const random = seeded(seed);
  const below = (limit) => Math.floor(random() * limit);
  return { any: (words) => words[below(words.length)], number: () => 10 + below(90) };
}

/** As the client sends them. */
export const promptOf = (sentences) => sentences.join(' ');
