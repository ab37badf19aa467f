import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { NgramTable } from './ngram-table.js';
import type { BuiltTable } from './table-worker.js';

export interface LoadedTable {
  /** The known languages by their codes, in the order of the scores. */
  readonly languages: readonly string[];
  readonly table: NgramTable;
}

/**
 * Builds the table of some languages. A thread of its own reads the data and ends, so that the objects of all sixty
 * languages (29 MB) do not stay in memory.
 * @param codes of the languages; unknown ones are left out
 * @throws Error when the data cannot be read
 */
export async function loadNgramTable(codes: readonly string[]): Promise<LoadedTable> {
  const worker = new Worker(new URL('./table-worker.js', import.meta.url), {
    workerData: codes,
    env: {},
    execArgv: [],
  });
  const [{ languages, arrays }] = (await once(worker, 'message')) as [BuiltTable];
  return { languages, table: new NgramTable(arrays, languages.length) };
}
