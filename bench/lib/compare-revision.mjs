import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER, suiteFile } from './folders.mjs';
import { runInProcess } from './suite-process.mjs';
import { openWorktree } from './worktree.mjs';

/**
 * @typedef {object} Options
 * @property {boolean} quick
 * @property {number} rounds the number of runs of each revision
 * @property {(text: string) => void} report prints a line for the reader
 * @property {AbortSignal} signal cancels the runs; the checkout of the other commit is removed in any case
 */

/**
 * Runs the suites of another commit and of this checkout alternately (base, new, base, new, …). Each revision runs its
 * own version of a suite.
 * @param {string} commit
 * @param {readonly string[]} names the names of the suites
 * @param {Options} options
 * @returns the figures of all runs of both revisions
 */
export async function runAlternately(commit, names, { quick, rounds, report, signal }) {
  const base = await openWorktree(commit, signal);
  try {
    if (base.otherPackages) report('it needs other packages (package-lock.json); both run with those of this checkout');
    const baseBench = join(base.folder, 'bench');
    /** @param {string} name */
    const hasSuite = (name) => existsSync(join(baseBench, 'lib/suite.mjs')) && existsSync(suiteFile(name, baseBench));
    for (const name of names.filter((each) => !hasSuite(each))) report(`it has no suite ${name}`);
    const baseRuns = [];
    const newRuns = [];
    for (const name of names.filter(hasSuite)) {
      for (let round = 1; round <= rounds; round++) {
        baseRuns.push((await runInProcess(name, baseBench, { quick, signal })).figures);
        newRuns.push((await runInProcess(name, BENCH_FOLDER, { quick, signal })).figures);
      }
    }
    return { baseRuns, newRuns };
  } finally {
    base.close();
  }
}
