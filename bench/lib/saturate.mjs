import { promptOf } from './texts.mjs';
import { wholeTurn } from './turn-client.mjs';

/**
 * @import { TurnFields } from './turn-client.mjs'
 * @import { WireConnection } from './wire-client.mjs'
 */

/**
 * Runs turns back to back on each connection until all texts (lists of sentences) have been spoken.
 * @param {readonly WireConnection[]} connections
 * @param {readonly (readonly string[])[]} texts
 * @param {(connection: WireConnection, fields: TurnFields) => Promise<unknown>} runTurn runs a turn to its end
 * @returns the number of turns per second
 */
export async function saturate(connections, texts, runTurn = wholeTurn) {
  const startedAt = performance.now();
  let next = 0;
  /** @param {WireConnection} connection */
  const runOn = async (connection) => {
    for (let text = texts[next++]; text; text = texts[next++]) await runTurn(connection, { prompt: promptOf(text) });
  };
  await Promise.all(connections.map(runOn));
  return texts.length / ((performance.now() - startedAt) / 1000);
}
