import { Bench } from 'tinybench';
import { median, relativeSpread } from './stats.mjs';

const FULL = { rounds: 9, roundMs: 100, warmUpMs: 300 };
const QUICK = { rounds: 1, roundMs: 1, warmUpMs: 0 };

/**
 * Times tasks alternately, round after round, so that all are measured under the same conditions.
 *
 * @param {Record<string, { run: () => unknown, units: number, before?: () => unknown, samples?: number }>} tasks the
 *   tasks by name. One `run` does `units` of work (calls, samples, bytes); `before` is not timed; both may be
 *   asynchronous. With `samples`, a round has this many runs instead of as many as fit into `roundMs`. A task of less
 *   than a few µs must repeat its work in a loop, because reading the clock takes time, too.
 * @param {{ quick: boolean, progress: (text: string) => void, rounds?: number, roundMs?: number, warmUpMs?: number }}
 *   how `roundMs` is the time of a task in a round
 * @returns {Promise<Record<string, { ns: number, spread: number }>>} by name: ns per unit, the median of the rounds'
 *   medians
 */
export async function timeInTurns(tasks, { quick, progress, ...how }) {
  const { rounds, roundMs, warmUpMs } = { ...FULL, ...how, ...(quick ? QUICK : {}) };
  const names = Object.keys(tasks);
  const medians = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      progress(`${name}, round ${round + 1} of ${rounds}`);
      const { run, units, before, samples } = tasks[name];
      const span = samples && !quick ? { time: 0, iterations: samples } : { time: roundMs, iterations: 1 };
      const warmupTime = round === 0 && !samples ? warmUpMs : 0;
      const bench = new Bench({ ...span, warmupTime, warmupIterations: 1, throws: true });
      bench.add(name, run, before && { beforeEach: before });
      await bench.run();
      medians[name].push((bench.tasks[0].result.latency.p50 * 1e6) / units);
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { ns: median(medians[name]), spread: relativeSpread(medians[name]) }]),
  );
}
