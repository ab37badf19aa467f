// The number of listeners that one engine thread can serve in real time without a gap. The suite finds it by bisection;
// each try runs some number of listeners for a few seconds. The floor is the engine with its resampler: seconds of
// sound per second of CPU time.
import { bareFactor } from './lib/bare-factor.mjs';
import { loadBareSpeech } from './lib/bare-speech.mjs';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { median } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';

/**
 * @import { CrowdSummary } from './lib/crowd.mjs'
 *
 * @typedef {object} TryOptions
 * @property {number} settleMs
 * @property {number} listenMs
 * @property {(step: string) => void} progress
 *
 * @typedef {object} SearchCounts
 * @property {number} sentences the length of an answer
 * @property {number} halvings
 * @property {number} warmUpTurns
 * @property {number} bareSentences
 * @property {number} bareRounds
 * @property {number} most the largest number of listeners that is tried
 */

/** The contract's limit of the wait for first audio (p95), ms: above it, the listeners do not count as served. */
const FIRST_AUDIO_MS = 600;
/** The upper end of the search, as a multiple of the floor. */
const MOST = 1.3;
const REST_MS = 300;
/**
 * The number of tries of each size, because a short delay of the machine can make a try fail below the server's limit.
 */
const TRIES = 2;

const write = terseWriter(5);

/** @param {CrowdSummary} heard */
const isServed = ({ turns, failed, gaps, firstAudioP95Ms }) =>
  turns > 0 && failed === 0 && gaps === 0 && firstAudioP95Ms <= FIRST_AUDIO_MS;

/**
 * Measures `size` listeners; returns the first try in which they are served, or else the last try.
 * @param {Crowd} crowd
 * @param {number} size
 * @param {TryOptions} options
 */
async function tryWith(crowd, size, { settleMs, listenMs, progress }) {
  for (let attempt = 1; ; attempt++) {
    progress(`${size} listeners, try ${attempt}`);
    await crowd.resize(size, settleMs);
    const heard = await crowd.listen(listenMs);
    if (isServed(heard) || attempt === TRIES) return heard;
  }
}

/**
 * Finds the largest number of listeners that are served, by bisection.
 * @param {SearchCounts & TryOptions} counts
 * @returns `served`, the try with the most listeners that were served; `failed`, the try with the fewest that were not;
 *   and `factors`, all measurements of the floor
 */
async function findLimit({ sentences, halvings, warmUpTurns, bareSentences, bareRounds, most, ...options }) {
  const server = await serveEngine();
  const crowd = new Crowd(server, () => promptOf(write(sentences)));
  /** @type {{ served?: CrowdSummary, failed?: CrowdSummary, factors: number[] }} */
  const found = { factors: [] };
  try {
    const speak = await loadBareSpeech();
    const measureBare = () => {
      for (let round = 0; round < bareRounds; round++) found.factors.push(bareFactor(speak, write(bareSentences)));
    };
    await warmUp(server.port, warmUpTurns);
    bareFactor(speak, write(bareSentences));
    measureBare();
    let low = 0;
    let high = Math.min(most, median(found.factors) * MOST);
    for (let halving = 0; halving < halvings; halving++) {
      const size = Math.ceil((low + high) / 2);
      const heard = await tryWith(crowd, size, options);
      if (isServed(heard)) [low, found.served] = [size, heard];
      else [high, found.failed] = [size, heard];
      // The floor is measured between the tries, without listeners, so that both are measured under the same
      // conditions.
      await crowd.resize(0, REST_MS);
      measureBare();
    }
  } finally {
    crowd.leave();
    await server.stop();
  }
  return found;
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(0)} %`;

/** @param {CrowdSummary} heard */
function describe({ size, gaps, longestGapMs, firstAudioP95Ms, main, busiest, clients, mainWaited }) {
  return (
    `${size} listeners: ${gaps} gaps, the longest silence ${longestGapMs.toFixed(0)} ms, first audio p95 ` +
    `${firstAudioP95Ms.toFixed(0)} ms; of a CPU, engine thread ${percent(busiest)}, main thread ${percent(main)} ` +
    `(and ${percent(mainWaited)} waiting for one), clients ${percent(clients)}`
  );
}

export const suite = defineSuite({
  name: 'listeners',
  title: 'Listeners in real time and without a gap, one engine thread',
  summary: 'Searches for the largest number of real-time listeners that one engine thread serves without a gap.',
  seconds: { whole: 88, quick: 6 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'listeners.hearing', skipped: 'this system does not report the CPU time of a thread' }];
    }
    // An answer lasts about 5 s (1.5 s with `quick`), so that it is played to its end within a try.
    const counts = quick
      ? {
          sentences: 1,
          halvings: 1,
          warmUpTurns: 4,
          bareSentences: 4,
          bareRounds: 1,
          most: 4,
          settleMs: 500,
          listenMs: 2_500,
        }
      : {
          sentences: 3,
          halvings: 6,
          warmUpTurns: 80,
          bareSentences: 80,
          bareRounds: 3,
          settleMs: 4_000,
          listenMs: 6_000,
        };
    const { served, failed, factors } = await findLimit({ most: Number.POSITIVE_INFINITY, ...counts, progress });
    return [
      {
        id: 'listeners.hearing',
        what: `most listeners that hear at a time without a gap, first audio within ${FIRST_AUDIO_MS} ms (p95)`,
        value: served?.hearing ?? 0,
        unit: 'listeners',
        better: 'more',
        floor: 'listeners.bare_factor',
        note: [served && `served ${describe(served)}`, failed && `not served ${describe(failed)}`]
          .filter(Boolean)
          .join('; '),
      },
      {
        id: 'listeners.bare_factor',
        what: 'engine and resampler in a bare loop: seconds of sound per second of CPU time',
        unit: 's/s',
        better: 'more',
        ...medianOf(factors),
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
