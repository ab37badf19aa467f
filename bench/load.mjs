// What a second of sound costs each part of the server, and how long first audio takes, as the number of listeners in
// real time grows; one engine thread. The floor is the bare engine with its resampler. scripts/draw-performance.mjs
// draws these figures.
import { bareFactor } from './lib/bare-factor.mjs';
import { loadBareSpeech } from './lib/bare-speech.mjs';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';

/**
 * @import { CrowdSummary } from './lib/crowd.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 *
 * @typedef {object} Counts
 * @property {readonly number[]} sizes the numbers of listeners, in order
 * @property {number} sentences the length of an answer
 * @property {number} settleMs
 * @property {number} listenMs
 * @property {number} warmUpTurns
 * @property {number} warmUpListeners
 * @property {number} bareSentences
 * @property {number} bareRounds
 * @property {(step: string) => void} progress
 */

const write = terseWriter(15);

/** @param {Counts} counts */
async function measure({ sizes, sentences, settleMs, listenMs, bareSentences, bareRounds, progress, ...counts }) {
  const server = await serveEngine();
  const crowd = new Crowd(server, () => promptOf(write(sentences)));
  /** @type {CrowdSummary[]} */
  const heard = [];
  try {
    progress('warming up');
    await warmUp(server.port, counts.warmUpTurns);
    // Listeners who play in real time need code that back-to-back turns do not make fast.
    await crowd.resize(counts.warmUpListeners, settleMs);
    await crowd.listen(listenMs);
    crowd.leave();
    for (const size of sizes) {
      progress(`${size} listeners`);
      await crowd.resize(size, settleMs);
      heard.push(await crowd.listen(listenMs));
    }
    crowd.leave();
    const speak = await loadBareSpeech();
    bareFactor(speak, write(bareSentences));
    const bareMs = Array.from({ length: bareRounds }, () => 1_000 / bareFactor(speak, write(bareSentences)));
    return { heard, bareMs };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

/**
 * Returns the figures of a number of listeners.
 * @param {CrowdSummary} heard
 * @returns {MeasuredFigure[]}
 */
function figuresOf({ size, hearing, busiest, main, rest, firstAudioP95Ms }) {
  /** @type {(id: string, what: string, share: number) => MeasuredFigure} */
  const cost = (id, what, share) => ({
    id: `load.${id}_at_${size}_ms`,
    what: `${what}, CPU time for a second of sound, ${size} listeners`,
    value: (share * 1_000) / hearing,
    unit: 'ms',
    better: 'less',
  });
  return [
    { ...cost('engine', 'engine thread', busiest), floor: 'load.bare_ms' },
    cost('main', 'main thread', main),
    cost('rest', 'other threads, such as those of the garbage collector', rest),
    {
      id: `load.first_audio_at_${size}_ms`,
      what: `request → first audio, p95, ${size} listeners`,
      value: firstAudioP95Ms,
      unit: 'ms',
      better: 'less',
    },
  ];
}

export const suite = defineSuite({
  name: 'load',
  title: 'The CPU time for a second of sound as the number of listeners grows, one engine thread',
  summary: 'Measures what a second of sound costs each part of the server as the number of listeners grows.',
  seconds: { whole: 125, quick: 9 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'load.bare_ms', skipped: 'this system does not report the CPU time of a thread' }];
    }
    /** @type {Omit<Counts, 'progress'>} */
    const counts = quick
      ? {
          sizes: [4],
          sentences: 1,
          settleMs: 500,
          listenMs: 2_500,
          warmUpTurns: 4,
          warmUpListeners: 1,
          bareSentences: 4,
          bareRounds: 1,
        }
      : {
          sizes: [10, 50, 100, 150, 200, 250, 300],
          sentences: 3,
          settleMs: 4_000,
          listenMs: 10_000,
          warmUpTurns: 80,
          warmUpListeners: 100,
          bareSentences: 80,
          bareRounds: 5,
        };
    const { heard, bareMs } = await measure({ ...counts, progress });
    /** @type {MeasuredFigure} */
    const bare = {
      id: 'load.bare_ms',
      what: 'engine and resampler in a bare loop, CPU time for a second of sound',
      unit: 'ms',
      better: 'less',
      ...medianOf(bareMs),
    };
    return [bare, ...heard.flatMap(figuresOf)];
  },
});
await runAlone(import.meta.url, suite);
