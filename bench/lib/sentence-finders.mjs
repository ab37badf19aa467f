/**
 * The finders, our segmenter and its peers, with one signature: they take a text and its language and return its
 * sentences.
 */
import { split } from 'sentence-splitter';
import { mayHoldBoundary, segmentBatch } from '#dist/text/segment/index.js';

/**
 * @typedef {(text: string, language: string) => readonly string[]} Find
 * @typedef {{ name: string, find: Find }} Finder
 */

const UNLIMITED = { first: false, firstClauseMinChars: 0, maxChars: Number.POSITIVE_INFINITY };
/**
 * The segmenters of Intl by language; they are kept, because creating one takes long.
 * @type {Map<string, Intl.Segmenter>}
 */
const intlSegmenters = new Map();

/** @type {Find} */
export function byOurs(text, language) {
  return segmentBatch(text, { ...UNLIMITED, language, final: true }).segments;
}

/** @type {Find} */
function byIntl(text, language) {
  const segmenter = intlSegmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'sentence' });
  intlSegmenters.set(language, segmenter);
  const sentences = [];
  for (const { segment } of segmenter.segment(text)) sentences.push(segment);
  return sentences;
}

/** @type {Find} */
function bySentenceSplitter(text) {
  return split(text)
    .filter(({ type }) => type === 'Sentence')
    .map(({ raw }) => raw);
}

/** The native segmenter of sentencex; undefined on a platform for which the package has no binary. */
const sentencex = await import('sentencex').then(
  ({ segment }) => segment,
  () => undefined,
);

/** @type {Readonly<Record<string, Finder>>} */
export const FINDERS = {
  ours: { name: 'ours', find: byOurs },
  intl: { name: 'Intl.Segmenter', find: byIntl },
  ...(sentencex && { sentencex: { name: 'sentencex', find: (text, language) => sentencex(language, text) } }),
  splitter: { name: 'sentence-splitter', find: bySentenceSplitter },
};

/**
 * Finds sentences in tokens as src/main/turn/segment.ts does: the text is segmented when a token may have completed a
 * boundary, and at the end.
 * @param {readonly string[]} tokens
 * @param {string} language
 */
export function findInTokens(tokens, language) {
  /** @type {string[]} */
  const sentences = [];
  let pending = '';
  /** @param {boolean} final */
  const cut = (final) => {
    const { segments, consumed } = segmentBatch(pending, { ...UNLIMITED, language, final });
    sentences.push(...segments);
    pending = pending.slice(consumed);
  };
  for (const token of tokens) {
    const decides = mayHoldBoundary(token, pending, UNLIMITED.maxChars);
    pending += token;
    if (decides) cut(false);
  }
  cut(true);
  return sentences;
}
