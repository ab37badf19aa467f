// The number of whole turns that one engine thread serves per second, compared with the same sentences in a bare loop.
import { loadBareSpeech } from './lib/bare-speech.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { saturate } from './lib/saturate.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { writer } from './lib/texts.mjs';
import { sharesSince, threadTimes } from './lib/threads.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { SpeakBare } from './lib/bare-speech.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 */

const CLIENTS = 8;
const SENTENCES = 3;

/**
 * Speaks the texts in a bare loop; returns the number of texts per second.
 * @param {SpeakBare} speak
 * @param {readonly (readonly string[])[]} texts
 */
function speakBare(speak, texts) {
  const startedAt = performance.now();
  for (const sentences of texts) for (const sentence of sentences) speak(sentence);
  return texts.length / ((performance.now() - startedAt) / 1000);
}

/** @param {{ turns: number, rounds: number, progress: (step: string) => void }} counts */
async function measure({ turns, rounds, progress }) {
  const write = writer(1);
  /** @type {Record<'ours' | 'bare' | 'engineMs' | 'waitMs' | 'bareMs', number[]>} */
  const found = { ours: [], bare: [], engineMs: [], waitMs: [], bareMs: [] };
  const server = await serveEngine();
  try {
    const speak = await loadBareSpeech();
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openWire(server.port)));
    for (let round = -1; round < rounds; round++) {
      progress(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      const texts = Array.from({ length: turns }, () => write(SENTENCES));
      const before = threadTimes(server.pid);
      const ours = await saturate(clients, texts);
      const { busiest, busiestWaited } = sharesSince(before, server.pid, (turns / ours) * 1000);
      const ownBefore = process.cpuUsage();
      const bare = speakBare(speak, texts);
      const own = process.cpuUsage(ownBefore);
      if (round < 0) continue;
      found.ours.push(ours);
      found.bare.push(bare);
      found.engineMs.push((busiest / ours) * 1000);
      found.waitMs.push((busiestWaited / ours) * 1000);
      found.bareMs.push((own.user + own.system) / 1000 / turns);
    }
    for (const client of clients) client.close();
  } finally {
    await server.stop();
  }
  return found;
}

export const suite = defineSuite({
  name: 'turns',
  title: `Whole turns of ${SENTENCES} sentences, ${CLIENTS} clients that start their next turn at once, one engine thread`,
  summary: 'Runs whole turns back to back on one engine thread, compared with the same sentences in a bare loop.',
  seconds: { whole: 37, quick: 3 },
  async run({ quick, progress }) {
    const found = await measure({ turns: quick ? 4 : 40, rounds: quick ? 1 : 12, progress });
    /** @type {(key: 'ours' | 'bare', what: string) => MeasuredFigure} */
    const rate = (key, what) => {
      return { id: `turns.${key}_per_s`, what, unit: 'turns/s', better: 'more', ...medianOf(found[key]) };
    };
    const rates = [
      { ...rate('ours', 'server'), floor: 'turns.bare_per_s' },
      rate('bare', 'bare loop of engine and resampler'),
    ];
    if (threadTimes(process.pid).size === 0) return rates;
    /** @type {(id: string, what: string, values: readonly number[]) => MeasuredFigure} */
    const time = (id, what, values) => {
      return { id: `turns.${id}_ms`, what, unit: 'ms', better: 'less', ...medianOf(values) };
    };
    return [
      ...rates,
      { ...time('engine', 'CPU time of the engine thread for a turn', found.engineMs), floor: 'turns.bare_ms' },
      time('bare', 'CPU time of the bare loop for a turn', found.bareMs),
      time('engine_waited', 'time of the engine thread for a turn, ready to run and without a CPU', found.waitMs),
    ];
  },
});
await runAlone(import.meta.url, suite);
