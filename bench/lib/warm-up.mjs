import { promptOf, writer } from './texts.mjs';
import { startTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

const CLIENTS = 4;
const SENTENCES = 3;

/** @import { WireConnection } from './wire-client.mjs' */

/**
 * Runs `turns` turns on a server: its engine and main thread reach full speed after about two hundred sentences.
 * @param {number} port
 */
export async function warmUp(port, turns = 80) {
  const write = writer(0);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openWire(port)));
  let left = turns;
  /** @param {WireConnection} client */
  const run = async (client) => {
    while (left-- > 0) await startTurn(client, { prompt: promptOf(write(SENTENCES)) }).done;
  };
  await Promise.all(clients.map(run));
  for (const client of clients) client.close();
}
