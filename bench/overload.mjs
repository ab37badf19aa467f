// Ten times as many requests as the server can serve, with the limits of production. The suite measures whether the
// server still completes as many turns as it can, refuses the others at once, and sends the first audio of admitted
// turns soon.
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';
import { serve } from './lib/processes.mjs';
import { saturate } from './lib/saturate.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf, percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { startTurn } from './lib/turn-client.mjs';
import { warmUp } from './lib/warm-up.mjs';
import { openWire } from './lib/wire-client.mjs';

const TIMES_CAPACITY = 10;
/** The number of clients that measure the capacity: enough to keep the engine busy, too few to be refused often. */
const SATURATING_CLIENTS = 8;
const CONNECTIONS = 32;
const SENTENCES = 3;
const ENV = { NEXY_ENV: 'prod', WORKERS_CPU_THREADS: '1' };
/** The interval at which the requests that are due are sent, ms. */
const TICK_MS = 1;
const RETRY_MS = 5;

const write = writer(10);
const random = seededRandom(11);

/** Repeats a turn until the server completes it. */
async function insist(connection, fields) {
  while ((await startTurn(connection, fields).done).outcome !== 'completed') await sleep(RETRY_MS);
}

/**
 * Sends requests at random times that do not depend on earlier requests (a Poisson process).
 * @returns every turn as its client saw it, with `endedAt`, its end in ms since the start
 */
async function arrive(connections, perSecond, lastMs) {
  const startedAt = performance.now();
  const turns = [];
  let nextAt = 0;
  while (nextAt < lastMs) {
    const now = performance.now() - startedAt;
    for (; nextAt <= now && nextAt < lastMs; nextAt += (-Math.log(1 - random()) * 1000) / perSecond) {
      const { done } = startTurn(connections[turns.length % connections.length], {
        prompt: promptOf(write(SENTENCES)),
      });
      turns.push(done.then((seen) => ({ ...seen, endedAt: performance.now() - startedAt })));
    }
    await sleep(TICK_MS);
  }
  return await Promise.all(turns);
}

async function measure({ rounds, warmUpTurns, turns, leadMs, overloadMs, progress }) {
  const found = { capacity: [], goodput: [], turns: [] };
  const server = await serve(ENV);
  try {
    await warmUp(server.port, warmUpTurns);
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openWire(server.port)));
    // The first round is not counted: it warms up the code that refuses requests.
    for (let round = 0; round <= rounds; round++) {
      progress(`capacity, round ${round} of ${rounds}`);
      const texts = Array.from({ length: turns }, () => write(SENTENCES));
      const capacity = await saturate(connections.slice(0, SATURATING_CLIENTS), texts, insist);
      progress(`${TIMES_CAPACITY} times as many, round ${round} of ${rounds}`);
      const seen = await arrive(connections, capacity * TIMES_CAPACITY, leadMs + overloadMs);
      if (round === 0) continue;
      // Only the middle counts: at first the server is still empty, and at the end no more requests arrive.
      const inTime = ({ endedAt }) => endedAt >= leadMs && endedAt < leadMs + overloadMs;
      const completed = seen.filter((turn) => turn.outcome === 'completed' && inTime(turn));
      found.capacity.push(capacity);
      found.goodput.push(completed.length / (overloadMs / 1000));
      found.turns.push(...seen);
    }
    for (const connection of connections) connection.close();
  } finally {
    await server.stop();
  }
  return found;
}

export const suite = defineSuite({
  name: 'overload',
  title: `Requests at ${TIMES_CAPACITY} times the capacity, one engine thread`,
  summary: 'Sends twice as many requests as the engine can serve, and times refusals and served turns.',
  seconds: { whole: 60, quick: 7 },
  async run({ quick, progress }) {
    const counts = quick
      ? { rounds: 1, warmUpTurns: 4, turns: 8, leadMs: 500, overloadMs: 500 }
      : { rounds: 4, warmUpTurns: 80, turns: 100, leadMs: 1_000, overloadMs: 8_000 };
    const { capacity, goodput, turns } = await measure({ ...counts, progress });
    const of = (outcome) => turns.filter((turn) => turn.outcome === outcome);
    const refused = of('refused').map(({ endMs }) => endMs);
    const admitted = of('completed').map(({ audioMs }) => audioMs);
    const rate = (id, what, values) => ({
      id: `overload.${id}_per_s`,
      what,
      unit: 'turns/s',
      better: 'more',
      ...medianOf(values),
    });
    return [
      {
        ...rate('goodput', 'turns completed under overload', goodput),
        floor: 'overload.capacity_per_s',
        note: `${turns.length} requests: ${admitted.length} completed, ${refused.length} refused, ${turns.length - admitted.length - refused.length} ended otherwise`,
      },
      rate('capacity', 'turns completed with as many clients as keep the engine busy', capacity),
      percentileFigure('overload', 'refusal', 'request → refused', refused, 50),
      percentileFigure('overload', 'refusal', 'request → refused', refused, 99),
      percentileFigure('overload', 'first_audio', 'request → first audio, of the served turns', admitted, 95),
    ];
  },
});
await runAlone(import.meta.url, suite);
