// The number of listeners that one main thread can serve in real time: all of their audio comes from the phrase cache, so
// that no engine is the limit. The suite finds it by bisection, for listeners with a connection each and for listeners
// that share a few, as behind a proxy. The floor is bare HTTP/2 in Node, which only writes ready messages.
import { Crowd } from './lib/crowd.mjs';
import { serveEngine } from './lib/engine-server.mjs';
import { openStreams } from './lib/message-cost.mjs';
import { describe, findMostListeners, isServed } from './lib/most-listeners.mjs';
import { openLoopDelayProbe } from './lib/probe.mjs';
import { startPeer } from './lib/start-peer.mjs';
import { median } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { wholeTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { CrowdSummary } from './lib/crowd.mjs'
 * @import { Figure } from './lib/figures.mjs'
 * @import { LoopDelay } from './lib/probe.mjs'
 *
 * @typedef {CrowdSummary & { late: LoopDelay }} Try
 *
 * @typedef {object} Counts
 * @property {number} sentences the length of an answer; one takes 3 s to play
 * @property {number} most the largest number of listeners that is tried
 * @property {number} halvings
 * @property {number} settleMs
 * @property {number} listenMs
 * @property {number} bareMessages the messages of a stream of the floor
 * @property {number} bareRounds
 * @property {(step: string) => void} progress
 */

/** The aim for main's event-loop delay, p99, ms: above it the listeners do not count as served. */
const LOOP_DELAY_MS = 10;
/** The connections of listeners that share them. */
const FEW = 20;
const MESSAGES_A_SECOND = 20;
const BARE_STREAMS = 10;
const PROMPTS = 20;
const ENV = { TTS_CACHE_BYTES: '268435456', TTS_CACHE_MAX_CHARS: '200', GRPC_MAX_CONNECTIONS: '20000' };

const write = writer(21);

/**
 * Asks for each answer once, so that all of its audio is in memory.
 * @param {number} port
 * @param {readonly string[]} prompts
 */
async function fillCache(port, prompts) {
  const connection = await openWire(port);
  for (const prompt of prompts) await wholeTurn(connection, { prompt });
  connection.close();
}

/**
 * Returns the number of listeners for whom the whole main thread of a bare HTTP/2 server could write messages.
 * @param {Counts} counts
 */
async function bareListeners({ bareMessages, bareRounds, progress }) {
  progress('bare HTTP/2');
  const peer = await startPeer('bare_http2', bareMessages);
  const streams = await openStreams(peer, BARE_STREAMS, () => 'Go.');
  try {
    await streams.usPerMessage();
    const us = [];
    for (let round = 0; round < bareRounds; round++) us.push(await streams.usPerMessage());
    return 1e6 / MESSAGES_A_SECOND / median(us);
  } finally {
    streams.close();
    peer.stop();
  }
}

/**
 * Finds the largest number of listeners that are served.
 * @param {number} connections the most connections that the listeners have together
 * @param {Counts} counts
 */
async function findLimit(connections, { sentences, progress, ...counts }) {
  const prompts = Array.from({ length: PROMPTS }, () => promptOf(write(sentences)));
  let asked = 0;
  const nextPrompt = () => /** @type {string} */ (prompts[asked++ % PROMPTS]);
  const probe = openLoopDelayProbe();
  const server = await serveEngine({ ...ENV, ...probe.env });
  const crowd = new Crowd(server, nextPrompt, connections);
  try {
    await fillCache(server.port, prompts);
    return await findMostListeners(crowd, {
      ...counts,
      /** @returns {Promise<Try>} */
      listen: async (ms) => {
        await probe.ask(server.pid);
        return { ...(await crowd.listen(ms)), late: await probe.ask(server.pid) };
      },
      isServed: (heard) => isServed(heard) && heard.late.p99Ms <= LOOP_DELAY_MS,
      progress: (step) => progress(`${Math.min(connections, counts.most)} connections at most, ${step}`),
    });
  } finally {
    crowd.leave();
    await server.stop();
    probe.remove();
  }
}

/**
 * Returns the figures of a search.
 * @param {string} id
 * @param {string} what
 * @param {{ served?: Try, failed?: Try }} found
 * @returns {Figure[]}
 */
function figuresOf(id, what, { served, failed }) {
  const late = failed && `; its event-loop delay p99 ${failed.late.p99Ms.toFixed(1)} ms`;
  return [
    {
      id: `main-capacity.${id}`,
      what: `most listeners, ${what}, with an event-loop delay p99 of at most ${LOOP_DELAY_MS} ms`,
      value: served?.size ?? 0,
      unit: 'listeners',
      better: 'more',
      floor: 'main-capacity.bare',
      note: `${describe({ served, failed })}${late ?? ''}`,
    },
    served === undefined
      ? { id: `main-capacity.${id}_ms`, skipped: 'no number of listeners was served' }
      : {
          id: `main-capacity.${id}_ms`,
          what: `main-thread CPU time for a second of sound, ${what}`,
          value: (served.main * 1000) / served.hearing,
          unit: 'ms',
          better: 'less',
        },
  ];
}

export const suite = defineSuite({
  name: 'main-capacity',
  title: 'Listeners in real time whose audio is in memory, one main thread',
  summary: 'Searches for the largest number of real-time listeners that one main thread serves from the phrase cache.',
  seconds: { whole: 260, quick: 18 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      const skipped = 'this system does not report the CPU time of a thread';
      return ['own', 'shared'].map((name) => ({ id: `main-capacity.${name}`, skipped }));
    }
    const counts = quick
      ? { sentences: 1, most: 8, halvings: 1, settleMs: 500, listenMs: 4_500, bareMessages: 50, bareRounds: 1 }
      : {
          sentences: 2,
          most: 6_000,
          halvings: 6,
          settleMs: 7_000,
          listenMs: 6_000,
          bareMessages: 1_500,
          bareRounds: 5,
        };
    const bare = await bareListeners({ ...counts, progress });
    const own = await findLimit(Number.POSITIVE_INFINITY, { ...counts, progress });
    const shared = await findLimit(FEW, { ...counts, progress });
    return [
      ...figuresOf('own', 'each on a connection of its own', own),
      ...figuresOf('shared', `on ${FEW} connections`, shared),
      {
        id: 'main-capacity.bare',
        what: `bare HTTP/2 stream, framed bytes: 1 s of CPU time ÷ the time for ${MESSAGES_A_SECOND} messages`,
        value: bare,
        unit: 'listeners',
        better: 'more',
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
