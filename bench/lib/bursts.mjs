// Bursts of many turns at once: even the last turn must have its first words soon.
import { percentile } from '#dist/shared/measurement/percentile.js';
import { loadBareSpeech } from './bare-speech.mjs';
import { serveEngine } from './engine-server.mjs';
import { promptOf, writer } from './texts.mjs';
import { spokenTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

/**
 * @import { SpeakBare } from './bare-speech.mjs'
 *
 * @typedef {object} Counts
 * @property {number} turns the number of turns in a burst
 * @property {number} bursts
 * @property {number} warmUpBursts
 * @property {(step: string) => void} progress
 */

const SENTENCES = 3;

/**
 * Speaks the first sentences one after the other; returns the time from the start to the first samples of each, ms.
 * @param {SpeakBare} speak
 * @param {readonly string[]} sentences
 */
function speakAll(speak, sentences) {
  const startedAt = performance.now();
  return sentences.map((sentence) => speak(sentence).firstAt - startedAt);
}

/**
 * Runs bursts of `turns` turns, each turn on its own connection, alternately with a bare loop over their first
 * sentences.
 * @param {Counts} counts
 * @returns for the server and for the bare loop: a list for each burst with the times to first audio, ms
 */
export async function measureBursts({ turns, bursts, warmUpBursts, progress }) {
  const write = writer(2);
  /** @type {{ ours: number[][], bare: number[][] }} */
  const found = { ours: [], bare: [] };
  const server = await serveEngine();
  try {
    const speak = await loadBareSpeech();
    const clients = await Promise.all(Array.from({ length: turns }, () => openWire(server.port)));
    for (let burst = -warmUpBursts; burst < bursts; burst++) {
      progress(burst < 0 ? 'bursts, warming up' : `burst ${burst + 1} of ${bursts}`);
      const requests = clients.map((client) => ({ client, sentences: write(SENTENCES) }));
      const seen = await Promise.all(
        requests.map(({ client, sentences }) => spokenTurn(client, { prompt: promptOf(sentences) })),
      );
      const bare = speakAll(
        speak,
        requests.flatMap(({ sentences }) => sentences.slice(0, 1)),
      );
      if (burst < 0) continue;
      found.ours.push(seen.map(({ audioMs }) => audioMs));
      found.bare.push(bare);
    }
    for (const client of clients) client.close();
  } finally {
    await server.stop();
  }
  return found;
}

/**
 * Returns a percentile of each burst.
 * @param {readonly (readonly number[])[]} bursts
 * @param {number} percent
 */
export const percentileOfEach = (bursts, percent) => bursts.map((values) => percentile(values, percent));
