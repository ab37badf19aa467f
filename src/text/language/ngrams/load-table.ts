import { readFile } from 'node:fs/promises';
import { decodeNgrams } from './ngram-file.js';
import { buildNgramArrays, NgramTable } from './ngram-table.js';

/** The file of the groups of letters of all languages, which the build makes (scripts/build-ngrams.mjs). */
const FILE = new URL('./ngrams.bin', import.meta.url);

export interface LoadedTable {
  /** The known languages by their codes, in the order of the scores. */
  readonly languages: readonly string[];
  readonly table: NgramTable;
}

/**
 * Loads the table of some languages.
 * @param codes of the languages; unknown ones are left out
 * @throws Error when the file cannot be read
 */
export async function loadNgramTable(codes: readonly string[]): Promise<LoadedTable> {
  // A copy begins at the start of its memory, so that the columns of numbers are aligned.
  const ngrams = decodeNgrams(new Uint8Array(await readFile(FILE)));
  const languages = ngrams.languages.filter((code) => codes.includes(code));
  const arrays = buildNgramArrays(ngrams, languages);
  return { languages, table: new NgramTable(arrays, languages.length) };
}
