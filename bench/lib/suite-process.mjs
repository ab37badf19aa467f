import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteFile } from './folders.mjs';
import { readResults } from './results-file.mjs';

/** The flags of Node for the process of a suite: those of the server, so that code measured in it has the same heap. */
const NODE_FLAGS = ['--initial-heap-size=128'];

/**
 * Runs a suite in its own process, so that suites do not affect each other's heaps.
 * @param {string} name
 * @param {string} benchFolder the bench folder of the checkout to run
 * @param {{ quick: boolean, signal: AbortSignal }} options `signal` kills the process
 * @returns the result of the suite
 * @throws Error when the suite failed; a breach is not a failure, because the caller judges the gates
 */
export async function runInProcess(name, benchFolder, { quick, signal }) {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
  try {
    const json = join(folder, 'result.json');
    const args = [...NODE_FLAGS, suiteFile(name, benchFolder), '--json', json, ...(quick ? ['--quick'] : [])];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], signal });
    const [code] = await once(child, 'exit');
    const [result] = existsSync(json) ? readResults(json).suites : [];
    if (!result) throw new Error(`suite ${name} failed with exit code ${code}`);
    return result;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
