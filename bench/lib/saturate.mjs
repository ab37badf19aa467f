import { promptOf } from './texts.mjs';
import { wholeTurn } from './turn-client.mjs';

/**
 * Each connection asks again as soon as it has been answered, until all texts (lists of sentences) have been spoken.
 * @param ask how one is asked for
 * @returns turns a second
 */
export async function saturate(connections, texts, ask = wholeTurn) {
  const startedAt = performance.now();
  let next = 0;
  const askOn = async (connection) => {
    while (next < texts.length) await ask(connection, { prompt: promptOf(texts[next++]) });
  };
  await Promise.all(connections.map(askOn));
  return texts.length / ((performance.now() - startedAt) / 1000);
}
