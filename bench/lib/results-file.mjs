import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { checkFigures } from './figures.mjs';

const MachineFacts = z.looseObject({
  cpu: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  os: z.string(),
  node: z.string(),
  commit: z.string(),
});
const Results = z.object({
  machine: MachineFacts,
  quick: z.boolean(),
  suites: z.array(z.object({ name: z.string(), title: z.string(), figures: z.array(z.unknown()) })),
});

/**
 * Writes the results of a run as JSON: the machine, the figures of each suite, the outcomes of the gates.
 * @param {string} file
 * @param {object} results
 */
export function writeResults(file, results) {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/**
 * Reads a file of `writeResults`.
 * @param {string} file
 * @throws Error when it is any other file
 */
export function readResults(file) {
  const parsed = Results.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is not the result of a run: ${z.prettifyError(parsed.error)}`);
  const suites = parsed.data.suites.map((suite) => ({ ...suite, figures: checkFigures(suite.name, suite.figures) }));
  return { ...parsed.data, suites };
}
