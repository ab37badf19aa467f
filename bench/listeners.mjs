// How many people one engine thread can speak to at once, in real time and without a gap: found by halving, each try with so many
// listeners for some seconds. The floor is the engine with its resampler: s of sound it makes in a second of CPU time.
import { loadBareSpeech, secondsOf } from './lib/bare-speech.mjs';
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { median } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';

/** The contract's bound on the wait for the first sound: who waits longer is not served. */
const FIRST_AUDIO_MS = 600;
/** Of the floor: the number is looked for below that. */
const MOST = 1.3;
const REST_MS = 300;
/** A number that fails is tried again: a hiccup of the machine is no limit of the server. */
const TRIES = 2;

const write = terseWriter(5);

/** s of sound for a second of this thread's CPU time. */
function bareFactor(speak, sentences) {
  const before = mainThreadCpuNs(process.pid);
  let samples = 0;
  for (const sentence of write(sentences)) samples += speak(sentence).samples;
  return secondsOf(samples) / ((mainThreadCpuNs(process.pid) - before) / 1e9);
}

const isServed = ({ turns, failed, gaps, firstAudioP95Ms }) =>
  turns > 0 && failed === 0 && gaps === 0 && firstAudioP95Ms <= FIRST_AUDIO_MS;

/** What `size` listeners hear: of the first try that serves them, or of the last. */
async function tryWith(crowd, size, { settleMs, listenMs, progress }) {
  let heard;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    progress(`${size} listeners, try ${attempt}`);
    await crowd.resize(size, settleMs);
    heard = await crowd.listen(listenMs);
    if (isServed(heard)) break;
  }
  return heard;
}

/** @returns what the most listeners heard that were served, what the fewest did that were not, and the floor again and again */
async function findLimit({ sentences, halvings, warmUpTurns, bareSentences, bareRounds, most, ...how }) {
  const server = await serveEngine();
  const crowd = new Crowd(server, () => promptOf(write(sentences)));
  const found = { served: undefined, failed: undefined, factors: [] };
  try {
    const speak = await loadBareSpeech();
    const measureBare = () => {
      for (let round = 0; round < bareRounds; round++) found.factors.push(bareFactor(speak, bareSentences));
    };
    await warmUp(server.port, warmUpTurns);
    bareFactor(speak, bareSentences);
    measureBare();
    let low = 0;
    let high = Math.min(most, median(found.factors) * MOST);
    for (let halving = 0; halving < halvings; halving++) {
      const size = Math.ceil((low + high) / 2);
      const heard = await tryWith(crowd, size, how);
      if (isServed(heard)) [low, found.served] = [size, heard];
      else [high, found.failed] = [size, heard];
      // Between the tries, when nobody listens: floor and server meet the same weather.
      await crowd.resize(0, REST_MS);
      measureBare();
    }
  } finally {
    crowd.leave();
    await server.stop();
  }
  return found;
}

const percent = (share) => `${(share * 100).toFixed(0)} %`;

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
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'listeners.hearing', skipped: 'this system does not tell the CPU time of a thread' }];
    }
    // An answer of some 5 s, which is heard out within a try; or of one and a half.
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
        what: `the most listeners without a gap, first sound within ${FIRST_AUDIO_MS} ms (p95): hearing at any time`,
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
        what: 'engine and resampler in a bare loop: s of sound a second',
        unit: 's/s',
        better: 'more',
        ...medianOf(factors),
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
