import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connect, kinds, samples, status, turn } from '../harness/client.js';
import { type Chaos, startChaos } from './chaos.js';
import { RandomClient } from './random-client.js';
import { Seeded } from './seeded.js';

/**
 * The duration of the test, s: NEXY_RANDOM_SECONDS, or else 45 seconds in CI and ten elsewhere.
 * NEXY_RANDOM_SEED repeats a run.
 */
const SECONDS = Number(process.env.NEXY_RANDOM_SECONDS ?? (process.env.CI ? 45 : 10));
const SEED = Number(process.env.NEXY_RANDOM_SEED ?? Date.now() % 1_000_000);
const ROUND_MS = 2_500;
const CLIENTS = 8;
const REFERENCE = 'This is the reference sentence.';

interface Sound {
  readonly ms: number;
  readonly level: number;
}

/** Returns the sound of the reference sentence, once a turn is whole: circuit breakers may take a moment to close. */
async function hearReference({ server }: Chaos): Promise<Sound> {
  const client = connect(server.port);
  const deadline = performance.now() + 5_000;
  for (;;) {
    const reply = await turn(client, { prompt: REFERENCE, hardware_id: 'reference' });
    const isWhole = reply.status.code === status.OK && kinds(reply).at(-1) === 'end_message';
    if (isWhole || performance.now() > deadline) {
      client.close();
      expect(kinds(reply).at(-1)).toBe('end_message');
      const heard = samples(reply);
      const squares = heard.reduce((sum, sample) => sum + sample * sample, 0);
      return { ms: heard.length / 48, level: Math.sqrt(squares / Math.max(1, heard.length)) };
    }
    await sleep(50);
  }
}

async function playRound(chaos: Chaos, random: Seeded, round: number): Promise<void> {
  const untilMs = performance.now() + ROUND_MS;
  const clients = Array.from(
    { length: CLIENTS },
    (_, n) => new RandomClient(chaos.server.port, `device-${round}-${n}`, new Seeded(random.integer(0, 2 ** 31))),
  );
  const reloading = setInterval(() => chaos.reload(), 300);
  try {
    await Promise.all(clients.map((client) => client.run(untilMs)));
  } finally {
    clearInterval(reloading);
    for (const client of clients) client.close();
  }
}

describe('a server with random clients and faults', () => {
  it(
    `ends every stream once, holds nothing afterwards, and speaks as before (seed ${SEED})`,
    async () => {
      const random = new Seeded(SEED);
      const endMs = performance.now() + SECONDS * 1000;
      for (let round = 0; performance.now() < endMs; round++) {
        const bySpeechServer = round % 2 === 1;
        const chaos = await startChaos(random, bySpeechServer);
        try {
          chaos.stopFaults();
          const before = await hearReference(chaos);
          chaos.startFaults();
          await playRound(chaos, random, round);
          chaos.stopFaults();
          await chaos.server.atRest();
          const after = await hearReference(chaos);
          if (!bySpeechServer) {
            expect(Math.abs(after.ms - before.ms)).toBeLessThan(25);
            expect(Math.abs(after.level - before.level)).toBeLessThan(0.1 * before.level);
          }
          await chaos.server.atRest();
        } finally {
          await chaos.stop();
        }
      }
    },
    (SECONDS + 60) * 1000,
  );
});
