/** The groups of letters of many languages, in columns, and the scores of all groups one after the other. */
export interface Ngrams {
  /** The codes of the languages, by number. */
  readonly languages: readonly string[];
  /** The bytes of UTF-8 of each group, at most four, as one number. */
  readonly bytes: Uint32Array;
  /** The number of bytes of each group, and whether a word begins or ends with them (`shapeOf`). */
  readonly shapes: Uint8Array;
  /** The number of scores of each group. */
  readonly scoreCounts: Uint8Array;
  /** The number of the language of each score. */
  readonly scoreLanguages: Uint8Array;
  /** The scores, without the part that all have. */
  readonly scores: Uint8Array;
}

/** The numbers before the columns: of groups, of scores and of the bytes of the codes. */
const HEAD_NUMBERS = 3;

/**
 * Encodes groups as a file:
 *
 * ```
 * Uint32 (little-endian)  │ number of groups │ of scores │ of bytes of the codes │ bytes of each group │
 * bytes                   │ shapes │ score counts │ languages of the scores │ scores │ codes, separated by spaces │
 * ```
 */
export function encodeNgrams({ languages, bytes, ...columns }: Ngrams): Uint8Array {
  const codes = new TextEncoder().encode(languages.join(' '));
  const { shapes, scoreCounts, scoreLanguages, scores } = columns;
  const numbers = Uint32Array.of(bytes.length, scores.length, codes.length, ...bytes);
  return Buffer.concat([new Uint8Array(numbers.buffer), shapes, scoreCounts, scoreLanguages, scores, codes]);
}

/** Decodes a file of `encodeNgrams`. @throws Error when its length is wrong */
export function decodeNgrams(file: Uint8Array): Ngrams {
  let at = file.byteOffset + 4 * HEAD_NUMBERS;
  const column = (length: number): Uint8Array => {
    at += length;
    return new Uint8Array(file.buffer, at - length, length);
  };
  const [groups = 0, scoreCount = 0, codeBytes = 0] = new Uint32Array(file.buffer, file.byteOffset, HEAD_NUMBERS);
  const length = 4 * HEAD_NUMBERS + 6 * groups + 2 * scoreCount + codeBytes;
  if (file.length !== length)
    throw new Error(`a file of groups of letters has ${file.length} bytes instead of ${length}`);
  const bytes = new Uint32Array(file.buffer, at, groups);
  at += 4 * groups;
  const [shapes, scoreCounts] = [column(groups), column(groups)];
  const [scoreLanguages, scores] = [column(scoreCount), column(scoreCount)];
  return {
    languages: new TextDecoder().decode(column(codeBytes)).split(' '),
    bytes,
    shapes,
    scoreCounts,
    scoreLanguages,
    scores,
  };
}
