import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { BENCH_FOLDER } from './folders.mjs';

/**
 * @typedef {object} Machine the machine and the commit that the figures belong to
 * @property {string} cpu
 * @property {number} cores
 * @property {number} memoryBytes
 * @property {string} os
 * @property {string} node
 * @property {string} commit
 * @property {number} [loadAverage] the load average of the minute before the run; earlier results do not have it
 */

/** @returns {Machine} */
export function describeMachine() {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: `${type()} ${release()} ${process.arch}`,
    node: process.version,
    commit: commit(),
    loadAverage: loadavg()[0] ?? 0,
  };
}

function commit() {
  try {
    /** @param {string[]} args */
    const git = (...args) => execFileSync('git', args, { cwd: BENCH_FOLDER, encoding: 'utf8', stdio: 'pipe' }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes')
    );
  } catch {
    return 'no git';
  }
}
