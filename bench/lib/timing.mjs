import { Bench } from 'tinybench';
import { median, relativeSpread } from './stats.mjs';

/**
 * @typedef {object} Task a piece of work that is timed
 * @property {() => unknown} run does the work; it may be asynchronous
 * @property {number} units the number of units (calls, samples, bytes) that one `run` does
 * @property {() => void | Promise<void>} [before] runs before each `run` and is not timed
 * @property {number} [samples] the number of runs in a round, instead of as many as fit into `roundMs`
 *
 * @typedef {object} TimingOptions
 * @property {boolean} quick
 * @property {(step: string) => void} progress
 * @property {number} [rounds]
 * @property {number} [roundMs] the time of a task in a round
 * @property {number} [warmUpMs]
 *
 * @typedef {{ ns: number, spread: number }} Time ns per unit, the median of the rounds' medians, and its noise
 */

const FULL = { rounds: 9, roundMs: 100, warmUpMs: 300 };
const QUICK = { rounds: 1, roundMs: 1, warmUpMs: 0 };

/**
 * Times tasks alternately, round after round, so that all are measured under the same conditions.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, Task>>} tasks the tasks by name. A task of less than a few µs must repeat its work in a
 *   loop, because reading the clock takes time, too.
 * @param {TimingOptions} options
 * @returns {Promise<Record<Name, Time>>}
 */
export async function timeInTurns(tasks, { quick, progress, ...options }) {
  const { rounds, roundMs, warmUpMs } = { ...FULL, ...options, ...(quick ? QUICK : {}) };
  const names = /** @type {Name[]} */ (Object.keys(tasks));
  const medians = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      progress(`${name}, round ${round + 1} of ${rounds}`);
      const { run, units, before, samples } = tasks[name];
      const span = samples && !quick ? { time: 0, iterations: samples } : { time: roundMs, iterations: 1 };
      const warmupTime = round === 0 && !samples ? warmUpMs : 0;
      const bench = new Bench({ ...span, warmupTime, warmupIterations: 1, throws: true });
      bench.add(name, run, before && { beforeEach: before });
      await bench.run();
      medians.get(name)?.push((medianMsOf(bench) * 1e6) / units);
    }
  }
  const times = [...medians].map(([name, values]) => [name, { ns: median(values), spread: relativeSpread(values) }]);
  return /** @type {Record<Name, Time>} */ (Object.fromEntries(times));
}

/**
 * Returns the time of a task whose name is only known at run time.
 * @param {Readonly<Record<string, Time>>} times
 * @param {string} name
 */
export function timeOf(times, name) {
  const time = times[name];
  if (!time) throw new Error(`no task is called ${name}`);
  return time;
}

/** @param {Bench} bench a bench with one task that has ended */
function medianMsOf(bench) {
  const result = bench.tasks[0]?.result;
  if (result === undefined || !('latency' in result)) throw new Error('a task was not timed');
  return result.latency.p50;
}
