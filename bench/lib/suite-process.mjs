import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteFile } from './folders.mjs';
import { readResults } from './results-file.mjs';

/** Node's flags of a suite's process: the server's, so that what is measured in it meets the same heap. */
const NODE_FLAGS = ['--initial-heap-size=128'];

/**
 * Runs a suite in a process of its own, so that none spoils another's heap.
 * @param benchFolder of which checkout
 * @param signal ends it
 * @returns the suite's result; throws when it failed (a breach is no failure: who runs several judges them together)
 */
export async function runInProcess(name, benchFolder, { quick, signal }) {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
  try {
    const json = join(folder, 'result.json');
    const args = [...NODE_FLAGS, suiteFile(name, benchFolder), '--json', json, ...(quick ? ['--quick'] : [])];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], signal });
    const [code] = await once(child, 'exit');
    if (!existsSync(json)) throw new Error(`suite ${name} failed with exit code ${code}`);
    return readResults(json).suites[0];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
