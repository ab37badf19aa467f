import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { checkFigures } from './figures.mjs';

const Results = z.object({
  machine: z.looseObject({ commit: z.string() }),
  quick: z.boolean(),
  suites: z.array(z.object({ name: z.string(), title: z.string(), figures: z.array(z.unknown()) })),
});

/** Everything a run found, for machines: the machine, each suite's figures, the gates' outcomes. */
export function writeResults(file, results) {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
}

/** @returns what `writeResults` wrote; throws when the file is anything else */
export function readResults(file) {
  const parsed = Results.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is no result of a run: ${z.prettifyError(parsed.error)}`);
  for (const { name, figures } of parsed.data.suites) checkFigures(name, figures);
  return parsed.data;
}
