import { parentPort, workerData } from 'node:worker_threads';
import { BASE_SCORE, importEldData } from './eld-data.js';
import { buildNgramArrays, type Ngram, packed, shapeOf } from './ngram-table.js';

/** The message of this worker: the table of the groups of some languages. */
export interface BuiltTable {
  /** The languages of the table by their codes, in the order of their indexes. */
  readonly languages: readonly string[];
  readonly arrays: ReturnType<typeof buildNgramArrays>;
}

const wanted: ReadonlySet<string> = new Set(workerData as readonly string[]);
const { data, byteOf } = await importEldData();
const indexes = new Map<string, number>();
const languages: string[] = [];
for (const [number, code] of Object.entries(data.languages)) {
  if (wanted.has(code)) indexes.set(number, languages.push(code) - 1);
}

const ngrams: Ngram[] = [];
for (const [group, scoreOf] of Object.entries(data.ngrams)) {
  const scores: [number, number][] = [];
  for (const [number, score] of Object.entries(scoreOf)) {
    const index = indexes.get(number);
    if (index !== undefined) scores.push([index, score + BASE_SCORE]);
  }
  if (scores.length === 0) continue;
  const bytes = Array.from(group.trim(), byteOf);
  const shape = shapeOf(bytes.length, group.startsWith(' '), group.endsWith(' '));
  ngrams.push({ bytes: packed(bytes, 0, bytes.length), shape, scores });
}

const arrays = buildNgramArrays(ngrams);
parentPort?.postMessage(
  { languages, arrays } satisfies BuiltTable,
  Object.values(arrays).map(({ buffer }) => buffer as ArrayBuffer),
);
