// Ten times as many requests as can be served: are as many served as can be, is everybody else told so at once, and do those
// who are served hear the first words soon? Limits as in production.
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './lib/processes.mjs';
import { saturate } from './lib/saturate.mjs';
import { seeded } from './lib/seeded.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf, percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { startTurn } from './lib/turn-client.mjs';
import { warmUp } from './lib/warm-up.mjs';
import { openWire } from './lib/wire-client.mjs';

const TIMES_CAPACITY = 10;
/** Enough that the engine always has something to do, few enough that hardly anybody is refused. */
const SATURATING_CLIENTS = 8;
const CONNECTIONS = 32;
const SENTENCES = 3;
const ENV = { NEXY_ENV: 'prod', WORKERS_CPU_THREADS: '1' };
/** Between two looks at who has arrived. */
const TICK_MS = 1;
const RETRY_MS = 5;

const write = writer(10);
const random = seeded(11);

/** A turn that is asked for until it is answered. */
async function insist(connection, fields) {
  while ((await startTurn(connection, fields).done).outcome !== 'completed') await sleep(RETRY_MS);
}

/**
 * Requests that come at random, however those before them fare (Poisson).
 * @returns every turn: when it ended since the start, and what its client saw
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
    // Refusing is warmed up, too: the first round does not count.
    for (let round = 0; round <= rounds; round++) {
      progress(`capacity, round ${round} of ${rounds}`);
      const texts = Array.from({ length: turns }, () => write(SENTENCES));
      const capacity = await saturate(connections.slice(0, SATURATING_CLIENTS), texts, insist);
      progress(`${TIMES_CAPACITY} times as many, round ${round} of ${rounds}`);
      const seen = await arrive(connections, capacity * TIMES_CAPACITY, leadMs + overloadMs);
      if (round === 0) continue;
      // At first nobody is in the way, at last nobody comes any more.
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
      percentileFigure('overload', 'refusal', 'request → refused', refused, 0.5),
      percentileFigure('overload', 'refusal', 'request → refused', refused, 0.99),
      percentileFigure('overload', 'first_audio', 'request → first audio, of those who were served', admitted, 0.95),
    ];
  },
});
await runAlone(import.meta.url, suite);
