import type { NexyServer } from '../server.js';
import { NexyClient } from './client.js';
import { listen } from './listen.js';
import { reachable } from './options.js';
import { hear } from './welcome.js';

const TEXT = 'Nexy Server is ready. It speaks.';
/** The first turns are slow because nothing is compiled yet; the last one is what clients get. */
const ROUNDS = 5;

/** A server that serves is announced after this long at the latest, however slow its speech is, ms. */
const TIMEOUT_MS = 5_000;

export interface SelfCheck {
  /** undefined = the server answers in text only. */
  readonly firstAudioMs: number | undefined;
  readonly speechSeconds: number;
}

/** Takes real turns over gRPC, as a client would. @throws Error when the server does not answer one in time */
export async function selfCheck(server: NexyServer): Promise<SelfCheck> {
  const client = new NexyClient(reachable(server.host), server.port, Date.now() + TIMEOUT_MS);
  // Only the echo provider is sure to answer, and for nothing; with another one the greeting is the check.
  const asEcho = server.config.llm.chain[0] === 'echo';
  try {
    let check: SelfCheck = { firstAudioMs: undefined, speechSeconds: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      // A device of its own each time, so that no limit of a device is in the way.
      const hardwareId = `nexy-self-check-${round}`;
      const heard = asEcho ? await listen(client, TEXT, { hardwareId }) : await hear(client, { text: TEXT });
      const speechSeconds = heard.samples.length / Math.max(1, heard.sampleRateHz);
      check = { firstAudioMs: heard.firstAudioMs, speechSeconds };
    }
    return check;
  } finally {
    client.close();
  }
}
