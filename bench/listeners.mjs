// The number of listeners that one engine thread can serve in real time without a gap. The suite finds it by bisection;
// each try runs some number of listeners for a few seconds. The floor is the engine with its resampler: seconds of
// sound per second of CPU time.
import { findNativeEspeak } from '#dist/workers/engines/native/library.js';
import { bareFactor } from './lib/bare-factor.mjs';
import { loadBareSpeech } from './lib/bare-speech.mjs';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { describe, FIRST_AUDIO_MS, findMostListeners, isServed } from './lib/most-listeners.mjs';
import { median } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 *
 * @typedef {object} Counts
 * @property {number} sentences the length of an answer
 * @property {number} halvings
 * @property {number} warmUpTurns
 * @property {number} settleMs
 * @property {number} listenMs
 * @property {number} most the largest number of listeners that is tried
 * @property {() => void} [afterTries]
 * @property {(step: string) => void} progress
 */

/** The upper ends of the searches, as multiples of the floor. */
const MOST = { package: 1.3, native: 3 };

const write = terseWriter(5);

/**
 * Finds the largest number of listeners that a server serves.
 * @param {Readonly<Record<string, string>>} env of the server
 * @param {Counts} counts
 */
async function findLimit(env, { sentences, warmUpTurns, ...search }) {
  const server = await serveEngine(env);
  const crowd = new Crowd(server, () => promptOf(write(sentences)));
  try {
    await warmUp(server.port, warmUpTurns);
    return await findMostListeners(crowd, { ...search, listen: (ms) => crowd.listen(ms), isServed });
  } finally {
    crowd.leave();
    await server.stop();
  }
}

/** Returns the reason why the native eSpeak cannot be measured; undefined when it can. */
function missingNativeEspeak() {
  try {
    findNativeEspeak();
    import.meta.resolve('koffi');
    return undefined;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/**
 * @param {string} id
 * @param {string} what
 * @param {Awaited<ReturnType<typeof findLimit>>} found
 * @returns {Figure}
 */
function figureOf(id, what, found) {
  return {
    id: `listeners.${id}`,
    what,
    value: found.served?.hearing ?? 0,
    unit: 'listeners',
    better: 'more',
    floor: 'listeners.bare_factor',
    note: describe(found),
  };
}

export const suite = defineSuite({
  name: 'listeners',
  title: 'Listeners in real time and without a gap, one engine thread',
  summary: 'Searches for the largest number of real-time listeners that one engine thread serves without a gap.',
  seconds: { whole: 170, quick: 11 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      const skipped = 'this system does not report the CPU time of a thread';
      return ['hearing', 'native'].map((name) => ({ id: `listeners.${name}`, skipped }));
    }
    // An answer lasts about 5 s (1.5 s with `quick`), so that it is played to its end within a try.
    const { bareSentences, bareRounds, most, ...counts } = quick
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
          most: Number.POSITIVE_INFINITY,
          settleMs: 4_000,
          listenMs: 6_000,
        };
    const speak = await loadBareSpeech();
    /** @type {number[]} */
    const factors = [];
    // The floor is measured between the tries, without listeners, so that both are measured under the same conditions.
    const measureBare = () => {
      for (let round = 0; round < bareRounds; round++) factors.push(bareFactor(speak, write(bareSentences)));
    };
    bareFactor(speak, write(bareSentences));
    measureBare();
    /** @param {number} multiple */
    const upTo = (multiple) => Math.min(most, median(factors) * multiple);
    const found = await findLimit({}, { ...counts, most: upTo(MOST.package), afterTries: measureBare, progress });
    const missing = missingNativeEspeak();
    /** @type {Figure} */
    let native = { id: 'listeners.native', skipped: missing ?? '' };
    if (missing === undefined) {
      const foundNative = await findLimit(
        { TTS_ESPEAK_LIBRARY: 'native' },
        { ...counts, most: upTo(MOST.native), progress: (step) => progress(`native eSpeak, ${step}`) },
      );
      native = figureOf('native', 'the same with tts.espeak_library: native', foundNative);
    }
    return [
      figureOf(
        'hearing',
        `most listeners that hear at a time without a gap, first audio within ${FIRST_AUDIO_MS} ms (p95)`,
        found,
      ),
      native,
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
