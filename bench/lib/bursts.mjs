// Many turns at once: who asks last still hears the first words soon.
import { loadBareSpeech } from './bare-speech.mjs';
import { serveEngine } from './engine-server.mjs';
import { percentile } from './stats.mjs';
import { promptOf, writer } from './texts.mjs';
import { wholeTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

const SENTENCES = 3;

/** ms to the first samples of each first sentence, when all are asked for at once and each is spoken whole before the next. */
function speakFirsts(speak, texts) {
  const startedAt = performance.now();
  return texts.map(([first]) => speak(first).firstAt - startedAt);
}

/**
 * Bursts of `turns` turns, every one on a connection of its own, alternating with the bare loop over their first sentences.
 * @returns a list of ms to the first audio for each burst, of the server and of the bare loop
 */
export async function measureBursts({ turns, bursts, warmUpBursts, progress }) {
  const write = writer(2);
  const found = { ours: [], bare: [] };
  const server = await serveEngine();
  try {
    const speak = await loadBareSpeech();
    const clients = await Promise.all(Array.from({ length: turns }, () => openWire(server.port)));
    for (let burst = -warmUpBursts; burst < bursts; burst++) {
      progress(burst < 0 ? 'bursts, warming up' : `burst ${burst + 1} of ${bursts}`);
      const texts = clients.map(() => write(SENTENCES));
      const seen = await Promise.all(clients.map((client, i) => wholeTurn(client, { prompt: promptOf(texts[i]) })));
      const bare = speakFirsts(speak, texts);
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

/** The `share` of each burst. */
export const shareOfEach = (bursts, share) => bursts.map((values) => percentile(values, share));
