// Ten times as many requests as the server can serve, with the limits of production. The suite measures whether the
// server still completes as many turns as it can, refuses the others at once, and sends the first audio of admitted
// turns soon.
import { setTimeout as sleep } from 'node:timers/promises';
import { poissonArrivals, seededRandom } from '#dist/shared/measurement/seeded-random.js';
import { serve } from './lib/processes.mjs';
import { saturate } from './lib/saturate.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf, percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { startTurn } from './lib/turn-client.mjs';
import { warmUp } from './lib/warm-up.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { TurnFields, TurnRecord } from './lib/turn-client.mjs'
 * @import { WireConnection } from './lib/wire-client.mjs'
 *
 * @typedef {TurnRecord & { endedAt: number }} Arrival a turn, and its end in ms since the start
 *
 * @typedef {object} Counts
 * @property {number} rounds
 * @property {number} warmUpTurns
 * @property {number} turns
 * @property {number} sentences the sentences of a turn
 * @property {number} leadMs
 * @property {number} overloadMs
 * @property {(step: string) => void} progress
 */

const TIMES_CAPACITY = 10;
/** The number of clients that measure the capacity: enough to keep the engine busy, too few to be refused often. */
const SATURATING_CLIENTS = 8;
const CONNECTIONS = 32;
const ENV = { NEXY_ENV: 'prod', WORKERS_CPU_THREADS: '1' };
/** The interval at which the requests that are due are sent, ms. */
const TICK_MS = 1;
const RETRY_MS = 5;

const write = writer(10);
const random = seededRandom(11);

/**
 * Repeats a turn until the server completes it.
 * @param {WireConnection} connection
 * @param {TurnFields} fields
 */
async function repeatUntilCompleted(connection, fields) {
  while ((await startTurn(connection, fields).done).outcome !== 'completed') await sleep(RETRY_MS);
}

/**
 * Sends requests at random times that do not depend on earlier requests (a Poisson process).
 * @param {readonly WireConnection[]} connections
 * @param {{ sentences: number, perSecond: number, lastMs: number }} load
 */
async function arrive(connections, { sentences, perSecond, lastMs }) {
  const startedAt = performance.now();
  /** @type {Promise<Arrival>[]} */
  const turns = [];
  for (const dueMs of poissonArrivals(perSecond, random)) {
    if (dueMs >= lastMs) break;
    while (performance.now() - startedAt < dueMs) await sleep(TICK_MS);
    const connection = /** @type {WireConnection} */ (connections[turns.length % connections.length]);
    const { done } = startTurn(connection, { prompt: promptOf(write(sentences)) });
    turns.push(done.then((seen) => ({ ...seen, endedAt: performance.now() - startedAt })));
  }
  return await Promise.all(turns);
}

/** @param {Counts} counts */
async function measure({ rounds, warmUpTurns, turns, sentences, leadMs, overloadMs, progress }) {
  /** @type {{ capacity: number[], goodput: number[], turns: Arrival[] }} */
  const found = { capacity: [], goodput: [], turns: [] };
  const server = await serve(ENV);
  try {
    await warmUp(server.port, warmUpTurns);
    const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => openWire(server.port)));
    // The first round is not counted: it warms up the code that refuses requests.
    for (let round = 0; round <= rounds; round++) {
      progress(`capacity, round ${round} of ${rounds}`);
      const texts = Array.from({ length: turns }, () => write(sentences));
      const capacity = await saturate(connections.slice(0, SATURATING_CLIENTS), texts, repeatUntilCompleted);
      progress(`${TIMES_CAPACITY} times as many, round ${round} of ${rounds}`);
      const load = { sentences, perSecond: capacity * TIMES_CAPACITY, lastMs: leadMs + overloadMs };
      const seen = await arrive(connections, load);
      if (round === 0) continue;
      // Only the middle counts: at first the server is still empty, and at the end no more requests arrive.
      /** @param {Arrival} turn */
      const isInMiddle = ({ endedAt }) => endedAt >= leadMs && endedAt < leadMs + overloadMs;
      const completed = seen.filter((turn) => turn.outcome === 'completed' && isInMiddle(turn));
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
  summary:
    'Sends ten times as many requests as one engine thread can serve, and measures completed turns and refusals.',
  seconds: { whole: 71, quick: 4 },
  async run({ quick, progress }) {
    const counts = quick
      ? { rounds: 1, warmUpTurns: 4, turns: 8, sentences: 1, leadMs: 500, overloadMs: 500 }
      : { rounds: 4, warmUpTurns: 80, turns: 100, sentences: 3, leadMs: 1_000, overloadMs: 8_000 };
    const { capacity, goodput, turns } = await measure({ ...counts, progress });
    const refused = turns.filter(({ outcome }) => outcome === 'refused').map(({ endMs }) => endMs);
    const completed = turns.filter(({ outcome }) => outcome === 'completed');
    const firstAudio = completed.flatMap(({ audioMs }) => audioMs ?? []);
    /** @type {(id: string, what: string, values: readonly number[]) => MeasuredFigure} */
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
        note: `${turns.length} requests: ${completed.length} completed, ${refused.length} refused, ${turns.length - completed.length - refused.length} ended otherwise`,
      },
      rate('capacity', 'turns completed by clients that keep the engine busy and are rarely refused', capacity),
      percentileFigure('overload', 'refusal', 'request → refused', refused, 50),
      percentileFigure('overload', 'refusal', 'request → refused', refused, 99),
      percentileFigure('overload', 'first_audio', 'request → first audio, completed turns', firstAudio, 95),
    ];
  },
});
await runAlone(import.meta.url, suite);
