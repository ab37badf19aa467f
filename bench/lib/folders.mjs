import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BENCH_FOLDER = fileURLToPath(new URL('..', import.meta.url));
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
export const SLO_FILE = join(BENCH_FOLDER, 'slo.yaml');
const RUNNER = 'run.mjs';

/** Returns the names of the suites in a bench folder: of all modules but the runner. */
export function suiteNames(benchFolder = BENCH_FOLDER) {
  const files = readdirSync(benchFolder).filter((file) => file.endsWith('.mjs') && file !== RUNNER);
  return files.map((file) => file.slice(0, -'.mjs'.length)).sort();
}

/** @param {string} name */
export function suiteFile(name, benchFolder = BENCH_FOLDER) {
  return join(benchFolder, `${name}.mjs`);
}
