import { SELF_CHECK_METADATA } from '../grpc/metadata-names.js';
import type { NexyServer } from '../server/server.js';
import { NexyClient } from './client.js';
import { clientHostFor } from './options.js';
import { receiveTurn } from './receive-turn.js';
import { receiveGreeting } from './welcome.js';

const TEXT = 'Nexy Server is ready. It speaks.';
/**
 * The number of turns. The first ones are slow because the code is not compiled yet; the last shows the times that
 * clients get.
 */
const ROUNDS = 5;

/**
 * The timeout of the whole check, ms: a running server is announced after it at the latest, even if its speech is slow.
 */
const TIMEOUT_MS = 5_000;

export interface SelfCheck {
  /** The time from the request to the first audio, ms; undefined when the server answers in text only. */
  readonly firstAudioMs: number | undefined;
  readonly speechSeconds: number;
}

/**
 * Runs turns over gRPC, as a client would, and returns the figures of the last one.
 * @throws Error when a turn fails or exceeds the timeout
 */
export async function selfCheck(server: NexyServer): Promise<SelfCheck> {
  const client = new NexyClient(clientHostFor(server.host), server.port, {
    deadlineMs: Date.now() + TIMEOUT_MS,
    // These turns are not those of clients, so the metrics leave them out.
    metadata: { [SELF_CHECK_METADATA]: server.selfCheckToken },
  });
  // Only the echo provider always answers, and free of charge. With another provider the check requests greetings
  // instead.
  const usesEcho = server.config.llm.chain[0] === 'echo';
  try {
    let check: SelfCheck = { firstAudioMs: undefined, speechSeconds: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      // Each turn has a device of its own, so that no limit per device refuses it.
      const hardwareId = `nexy-self-check-${round}`;
      const heard = usesEcho
        ? await receiveTurn(client, TEXT, { hardwareId })
        : await receiveGreeting(client, { text: TEXT });
      const speechSeconds = heard.samples.length / Math.max(1, heard.sampleRateHz);
      check = { firstAudioMs: heard.firstAudioMs, speechSeconds };
    }
    return check;
  } finally {
    client.close();
    server.skipMetrics();
  }
}
