// A server without clients: the time to its start, and the CPU time and the memory that it takes at rest. The floor of
// the start is a Node that does nothing.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { REPOSITORY } from './lib/folders.mjs';
import { serve } from './lib/processes.mjs';
import { residentBytes } from './lib/resident-bytes.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { mainThreadCpuNs, threadTimes } from './lib/threads.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 *
 * @typedef {{ starts: number, settleMs: number, restMs: number, progress: (step: string) => void }} Counts
 */

const CLI = join(REPOSITORY, 'dist/main/cli/index.js');
/** The time from a start to rest, ms: V8 collects the garbage of the start in the first minute. */
const SETTLE_MS = 90_000;
/** The environment of a server with its own defaults: every measured server has some of them off. */
const ENV = { TTS_WARM_UP_LANGUAGES: 'en ru', TTS_CACHE_BYTES: '16777216' };

/**
 * Returns the time that a Node process takes to its end, ms.
 * @param {readonly string[]} args
 */
async function timeOf(args) {
  const startedMs = performance.now();
  await promisify(execFile)(process.execPath, args);
  return performance.now() - startedMs;
}

/** @param {Counts} counts */
async function measureStarts({ starts, progress }) {
  /** @type {{ bare: number[], version: number[], ready: number[] }} */
  const found = { bare: [], version: [], ready: [] };
  for (let start = 1; start <= starts; start++) {
    progress(`start ${start} of ${starts}`);
    found.bare.push(await timeOf(['--eval', '']));
    found.version.push(await timeOf([CLI, '--version']));
    const startedMs = performance.now();
    const server = await serve(ENV);
    found.ready.push(performance.now() - startedMs);
    await server.stop();
  }
  return found;
}

/** @param {number} pid */
const cpuNs = (pid) => [...threadTimes(pid).values()].reduce((sum, thread) => sum + thread.cpuNs, 0);

/** @param {Counts} counts */
async function measureRest({ settleMs, restMs, progress }) {
  const server = await serve(ENV);
  try {
    progress('coming to rest');
    await sleep(settleMs);
    progress('at rest');
    const [before, startedMs] = [cpuNs(server.pid), performance.now()];
    await sleep(restMs);
    const share = (cpuNs(server.pid) - before) / 1e6 / (performance.now() - startedMs);
    return { percent: share * 100, bytes: residentBytes(server.pid) ?? 0 };
  } finally {
    await server.stop();
  }
}

export const suite = defineSuite({
  name: 'rest',
  title: 'A server without clients',
  summary: 'Measures the time of a start, and the CPU time and the memory of a server without clients.',
  seconds: { whole: 155, quick: 6 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      const skipped = 'this system does not report the CPU time of a thread';
      return ['ready_ms', 'version_ms', 'cpu_percent'].map((name) => ({ id: `rest.${name}`, skipped }));
    }
    const counts = quick
      ? { starts: 1, settleMs: 100, restMs: 500, progress }
      : { starts: 7, settleMs: SETTLE_MS, restMs: 45_000, progress };
    const { bare, version, ready } = await measureStarts(counts);
    const { percent, bytes } = await measureRest(counts);
    /** @type {(id: string, what: string, values: readonly number[]) => Figure} */
    const start = (id, what, values) => ({
      id: `rest.${id}_ms`,
      what,
      unit: 'ms',
      better: 'less',
      ...medianOf(values),
      ...(id === 'bare' ? {} : { floor: 'rest.bare_ms' }),
    });
    return [
      start('bare', 'node --eval ""', bare),
      start('version', 'nexy --version', version),
      start('ready', 'nexy serve, until it is ready', ready),
      { id: 'rest.cpu_percent', what: 'CPU time at rest, of one CPU', value: percent, unit: '%', better: 'less' },
      { id: 'rest.rss_mb', what: 'resident memory at rest', value: bytes / 1e6, unit: 'MB', better: 'less' },
    ];
  },
});
await runAlone(import.meta.url, suite);
