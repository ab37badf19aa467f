/**
 * The finders, our segmenter and its peers, with one signature: they take a text and its language and return its
 * sentences.
 */
import { split } from 'sentence-splitter';
import sentencex from 'sentencex';
import { mayHoldBoundary, segmentBatch } from '#dist/text/segment/index.js';

const UNLIMITED = { first: false, firstClauseMinChars: 0, maxChars: Number.POSITIVE_INFINITY };
/** The segmenters of Intl by language; they are kept, because creating one takes long. */
const intlSegmenters = new Map();

function byIntl(text, language) {
  if (!intlSegmenters.has(language)) {
    intlSegmenters.set(language, new Intl.Segmenter(language, { granularity: 'sentence' }));
  }
  const sentences = [];
  for (const { segment } of intlSegmenters.get(language).segment(text)) sentences.push(segment);
  return sentences;
}

function bySentenceSplitter(text) {
  const nodes = split(text);
  return nodes.filter(({ type }) => type === 'Sentence').map(({ raw }) => raw);
}

export const FINDERS = {
  ours: {
    name: 'ours',
    find: (text, language) => segmentBatch(text, { ...UNLIMITED, language, final: true }).segments,
  },
  intl: { name: 'Intl.Segmenter', find: byIntl },
  sentencex: { name: 'sentencex', find: (text, language) => sentencex(language, text) },
  splitter: { name: 'sentence-splitter', find: bySentenceSplitter },
};

/**
 * Finds sentences in tokens as src/main/turn/segment.ts does: the text is segmented when a token may have completed a
 * boundary, and at the end.
 */
export function findInTokens(tokens, language) {
  const sentences = [];
  let pending = '';
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
