import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH_FOLDER, suiteFile } from './folders.mjs';
import { runInProcess } from './suite-process.mjs';
import { openWorktree } from './worktree.mjs';

/**
 * Runs suites of another commit and of this checkout in turns (base, new, base, new, …), each as its own revision has it.
 * @param report takes a line that the reader should know
 * @param signal ends it; the other commit's checkout is removed all the same
 * @returns the figures of every run of either
 */
export async function runInTurns(commit, names, { quick, rounds, report, signal }) {
  const base = await openWorktree(commit, signal);
  try {
    if (base.otherPackages) report('it asks for other packages (package-lock.json); both run with this checkout’s');
    const baseBench = join(base.folder, 'bench');
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
