import type { Ngrams } from './ngram-file.js';
import { forEachWord } from './word-bytes.js';

/** The flags of a shape; its lowest bits are the number of bytes. */
const BEGINS_WORD = 8;
const ENDS_WORD = 16;
/** The shape of a group that is longer than any in a table. */
const TOO_LONG = 7;

/** The part that all scores have, without which the data stores them. */
const BASE_SCORE = 53;

const GROUP_BYTES = 4;
const STRIDE_BYTES = 3;
/** The bytes of a word that are examined. */
const WORD_BYTES = 70;
/** The places for the groups of one text, a power of two; a text has fewer than 200. */
const SEEN_PLACES = 512;
/** The number of texts after which the places are cleared: 24 bits tell the texts apart. */
const MOST_TEXTS = 2 ** 24;

/** A hash table of groups with open addressing. */
export interface NgramArrays {
  /** The bytes of the group at each place; their number is a power of two. */
  readonly bytes: Uint32Array;
  /** The shape of the group at each place; 0 = the place is free. */
  readonly shapes: Uint8Array;
  /** The index of the first score of the group at each place. */
  readonly firstScores: Uint32Array;
  /** The number of scores of the group at each place. */
  readonly scoreCounts: Uint8Array;
  readonly languages: Uint8Array;
  readonly scores: Uint16Array;
}

/** Returns up to four bytes of UTF-8 as one number. */
export function packed(bytes: ArrayLike<number>, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) number = (number << 8) | (bytes[i] as number);
  return number >>> 0;
}

/**
 * Returns the shape of a group.
 * @param begins true when a word begins with the group
 * @param ends true when a word ends with it
 */
export const shapeOf = (byteLength: number, begins: boolean, ends: boolean): number =>
  byteLength | (begins ? BEGINS_WORD : 0) | (ends ? ENDS_WORD : 0);

/** Builds the hash table of the groups that some languages have. */
export function buildNgramArrays(ngrams: Ngrams, languages: readonly string[]): NgramArrays {
  const indexes = ngrams.languages.map((code) => languages.indexOf(code));
  const { scoreLanguages, scoreCounts } = ngrams;
  const indexOf = (score: number): number => indexes[scoreLanguages[score]!]!;
  const counts = new Uint8Array(scoreCounts.length);
  for (let group = 0, score = 0; group < counts.length; group++) {
    for (const end = score + scoreCounts[group]!; score < end; score++) if (indexOf(score) >= 0) counts[group]!++;
  }
  const groups = counts.reduce((sum, count) => sum + Math.min(count, 1), 0);
  const scoreCount = counts.reduce((sum, count) => sum + count, 0);

  // At least one place stays free, so that a search ends.
  const places = 2 ** Math.ceil(Math.log2((groups + 1) * 2));
  const arrays = {
    bytes: new Uint32Array(places),
    shapes: new Uint8Array(places),
    firstScores: new Uint32Array(places),
    scoreCounts: new Uint8Array(places),
    languages: new Uint8Array(scoreCount),
    scores: new Uint16Array(scoreCount),
  };
  let next = 0;
  for (let group = 0, score = 0; group < counts.length; group++) {
    const end = score + scoreCounts[group]!;
    if (counts[group] === 0) {
      score = end;
      continue;
    }
    const [bytes, shape] = [ngrams.bytes[group]!, ngrams.shapes[group]!];
    let place = hashOf(bytes, shape) & (places - 1);
    while (arrays.shapes[place] !== 0) place = (place + 1) & (places - 1);
    arrays.bytes[place] = bytes;
    arrays.shapes[place] = shape;
    arrays.firstScores[place] = next;
    arrays.scoreCounts[place] = counts[group]!;
    for (; score < end; score++) {
      const index = indexOf(score);
      if (index < 0) continue;
      arrays.languages[next] = index;
      arrays.scores[next++] = BASE_SCORE + ngrams.scores[score]!;
    }
  }
  return arrays;
}

/**
 * Scores texts by the groups of letters that they share with each language. Words are cut into groups of four bytes, every
 * three bytes, as the data was made: nitotm/efficient-language-detector-js, src/languageDetector.js.
 */
export class NgramTable {
  /** The sum of the scores of the last text, by the index of the language. */
  readonly scores: Float64Array;
  readonly #arrays: NgramArrays;
  /** The groups of the current text, each of which counts once: their bytes, and their shapes with the number of the text. */
  readonly #seenBytes = new Uint32Array(SEEN_PLACES);
  readonly #seenShapes = new Uint32Array(SEEN_PLACES);
  #text = 0;
  #groups = 0;

  constructor(arrays: NgramArrays, languageCount: number) {
    this.#arrays = arrays;
    this.scores = new Float64Array(languageCount);
  }

  /** Scores a text; `scores` has the result. @returns the number of different groups */
  score(text: string): number {
    this.scores.fill(0);
    if (++this.#text === MOST_TEXTS) {
      this.#seenShapes.fill(0);
      this.#text = 1;
    }
    this.#groups = 0;
    forEachWord(text, this.#addWord);
    return this.#groups;
  }

  readonly #addWord = (word: Uint8Array, length: number): void => {
    const examined = Math.min(length, WORD_BYTES);
    let from = 0;
    for (; from + GROUP_BYTES < examined; from += STRIDE_BYTES) {
      this.#add(packed(word, from, from + GROUP_BYTES), shapeOf(GROUP_BYTES, from === 0, false));
    }
    const last = Math.max(0, examined - GROUP_BYTES);
    // The rest of a very long word is one group, which no table has.
    const byteLength = length > examined ? TOO_LONG : length - last;
    this.#add(packed(word, last, examined), shapeOf(byteLength, from === 0, true));
  };

  #add(bytes: number, shape: number): void {
    const hash = hashOf(bytes, shape);
    if (!this.#isNew(bytes, shape, hash)) return;
    this.#groups++;
    const { bytes: keys, shapes, firstScores, scoreCounts, languages, scores } = this.#arrays;
    const mask = shapes.length - 1;
    for (let place = hash & mask; shapes[place] !== 0; place = (place + 1) & mask) {
      if (keys[place] !== bytes || shapes[place] !== shape) continue;
      const first = firstScores[place] as number;
      const end = first + (scoreCounts[place] as number);
      for (let i = first; i < end; i++) this.scores[languages[i] as number]! += scores[i] as number;
      return;
    }
  }

  #isNew(bytes: number, shape: number, hash: number): boolean {
    const marked = ((this.#text << 8) | shape) >>> 0;
    let place = hash & (SEEN_PLACES - 1);
    // Places of an earlier text are free.
    for (; (this.#seenShapes[place] as number) >>> 8 === this.#text; place = (place + 1) & (SEEN_PLACES - 1)) {
      if (this.#seenShapes[place] === marked && this.#seenBytes[place] === bytes) return false;
    }
    this.#seenShapes[place] = marked;
    this.#seenBytes[place] = bytes;
    return true;
  }
}

/** A multiplicative hash (Knuth, The Art of Computer Programming, volume 3, 6.4), with its high bits mixed into the low ones. */
function hashOf(bytes: number, shape: number): number {
  const product = Math.imul(bytes ^ Math.imul(shape, 0x85ebca6b), 0x9e3779b1);
  return (product ^ (product >>> 15)) >>> 0;
}
