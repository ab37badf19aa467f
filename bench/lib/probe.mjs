// Probes: modules that are preloaded into a server process and measure it from within (see probe-answer.mjs).
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TIMEOUT_MS = 10_000;
const POLL_MS = 5;

/**
 * @typedef {{ p99Ms: number, maxMs: number }} LoopDelay the event-loop delay since the last request
 * @typedef {{ rssBytes: number, heapBytes: number }} Memory the memory after garbage collection
 */

/**
 * A probe.
 * @template T
 * @typedef {object} Probe
 * @property {{ NODE_OPTIONS: string, NEXY_BENCH_PROBE_FILE: string }} env the environment to start the server with
 * @property {(pid: number) => Promise<T>} ask returns the measurement
 * @property {() => void} remove deletes the files of the probe
 */

/**
 * Prepares a probe of the event-loop delay of a main thread.
 * @returns {Probe<LoopDelay>}
 */
export const openLoopDelayProbe = () => openProbe('loop-delay-probe.mjs');

/**
 * Prepares a probe of the memory of a process.
 * @returns {Probe<Memory>}
 */
export const openMemoryProbe = () => openProbe('memory-probe.mjs');

/**
 * @template T
 * @param {string} module the name of the module in this folder
 * @returns {Probe<T>}
 */
function openProbe(module) {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
  const file = join(folder, 'answer.json');
  /** @param {number} pid */
  const ask = async (pid) => {
    rmSync(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    const deadline = performance.now() + TIMEOUT_MS;
    while (!existsSync(file)) {
      if (performance.now() > deadline) throw new Error(`${module} did not answer within ${TIMEOUT_MS} ms`);
      await sleep(POLL_MS);
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  const env = { NODE_OPTIONS: `--import=${new URL(module, import.meta.url)}`, NEXY_BENCH_PROBE_FILE: file };
  return { env, ask, remove: () => rmSync(folder, { recursive: true }) };
}
