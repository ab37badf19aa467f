import { promptOf, writer } from './texts.mjs';
import { startTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

const CLIENTS = 4;
const SENTENCES = 3;

/** Has a server speak so many turns: its engine and its main thread reach full speed after some two hundred sentences. */
export async function warmUp(port, turns = 80) {
  const write = writer(0);
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openWire(port)));
  let left = turns;
  const ask = async (client) => {
    while (left-- > 0) await startTurn(client, { prompt: promptOf(write(SENTENCES)) }).done;
  };
  await Promise.all(clients.map(ask));
  for (const client of clients) client.close();
}
