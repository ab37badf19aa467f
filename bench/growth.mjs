// The cost of an open stream: memory, and main-thread time for a message with many and with few open streams at the
// same total rate of messages. Each stream has its own connection and reads audio slowly, so that it stays open. Servers
// with few and with many streams, ours and bare HTTP/2 servers, are measured alternately; the memory in a further one.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveEngine } from './lib/engine-server.mjs';
import { fitLine } from './lib/line-fit.mjs';
import { openMemoryProbe } from './lib/probe.mjs';
import { Audience, MESSAGES_PER_S, messagesOfSentence } from './lib/slow-audience.mjs';
import { startPeer } from './lib/start-peer.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { warmUp } from './lib/warm-up.mjs';

/**
 * @import { Memory } from './lib/probe.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 *
 * @typedef {object} Counts
 * @property {number} many
 * @property {number} warmUpTurns
 * @property {number} settleMs
 * @property {number} slices
 * @property {number} sliceMs
 * @property {(step: string) => void} progress
 */

const FEW = 10;
const ENV = {
  // It holds the audio that is made ahead for all streams, two sentences each.
  AUDIO_ARENA_BYTES: '268435456',
  AUDIO_LOOKAHEAD_SECONDS: '0',
  GRPC_WRITE_STALL_TIMEOUT: '60',
  // The listeners read at a twentieth of real-time speed.
  GRPC_MAX_LISTENER_LAG: '3600',
};
/**
 * The number of memory samples while the second half of the streams opens. The first half uses memory that the
 * allocator already holds. Two samples would not be enough: growth of V8's young generation changes a single sample by
 * 20 MB.
 */
const MEMORY_STEPS = 10;

/** The servers of a measurement, and their audiences. */
class Servers {
  /** @type {{ stop: () => unknown }[]} */
  #servers = [];
  /** @type {Audience[]} */
  #audiences = [];

  /**
   * Starts our server, and runs turns until all code is at full speed.
   * @param {number} size of its audience
   * @param {number} turns
   * @param {Readonly<Record<string, string>>} env
   */
  async startOurs(size, turns, env = {}) {
    const server = await serveEngine({ ...ENV, ...env });
    this.#servers.push(server);
    await warmUp(server.port, turns);
    return this.#audienceOf(server, size, await messagesOfSentence(server.port));
  }

  /**
   * Starts a bare HTTP/2 server, whose streams never end.
   * @param {number} size of its audience
   */
  async startBare(size) {
    const server = await startPeer('bare_http2', Number.MAX_SAFE_INTEGER);
    this.#servers.push(server);
    return this.#audienceOf(server, size);
  }

  /**
   * @param {{ port: number, pid: number }} server
   * @param {number} size
   * @param {number} messagesASentence 1 for a server without sentences
   */
  #audienceOf(server, size, messagesASentence = 1) {
    const audience = new Audience(server, size, messagesASentence);
    this.#audiences.push(audience);
    return audience;
  }

  async stop() {
    for (const audience of this.#audiences) audience.leave();
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}

/**
 * @param {Counts} counts
 * @returns the CPU times of a message by slice, µs
 */
async function measureCpu({ many, warmUpTurns, settleMs, slices, sliceMs, progress }) {
  const servers = new Servers();
  try {
    progress('the servers');
    const audiences = Object.entries({
      few: await servers.startOurs(FEW, warmUpTurns),
      many: await servers.startOurs(many, warmUpTurns),
      bare_few: await servers.startBare(FEW),
      bare_many: await servers.startBare(many),
    });
    for (const [name, audience] of audiences) {
      progress(`opening the streams: ${name}`);
      await audience.open(slices * sliceMs);
      await sleep(settleMs);
      audience.pause();
    }
    /** @type {Record<string, number[]>} */
    const found = {};
    for (let slice = 0; slice < slices; slice++) {
      progress(`slice ${slice + 1} of ${slices}`);
      for (const [name, audience] of audiences) {
        found[name] ??= [];
        found[name].push(await audience.listen(sliceMs));
      }
    }
    return found;
  } finally {
    await servers.stop();
  }
}

/**
 * Takes the samples of memory in a server of its own: they collect garbage, which changes V8's limits for a long time.
 * @param {Counts} counts
 */
async function measureMemory({ many, warmUpTurns, settleMs, progress }) {
  const probe = openMemoryProbe();
  const servers = new Servers();
  try {
    const audience = await servers.startOurs(many, warmUpTurns, probe.env);
    /** @type {(Memory & { count: number })[]} */
    const samples = [];
    for (let step = 1; step <= MEMORY_STEPS; step++) {
      const count = Math.round((many / 2) * (1 + step / MEMORY_STEPS));
      progress(`memory of ${count} streams`);
      await audience.open(0, count);
      await sleep(settleMs);
      samples.push({ count, ...(await probe.ask(audience.pid)) });
    }
    return samples;
  } finally {
    await servers.stop();
    probe.remove();
  }
}

/**
 * Returns the quotients of the values of two lists.
 * @param {readonly number[] | undefined} values
 * @param {readonly number[] | undefined} others
 */
const quotients = (values = [], others = []) => values.map((value, i) => value / /** @type {number} */ (others[i]));

export const suite = defineSuite({
  name: 'growth',
  title: `Open streams, each on its own connection, ${MESSAGES_PER_S} messages/s in total`,
  summary:
    'Opens 1,000 streams and measures the CPU time for a message and the memory for a stream, compared with 10 streams.',
  seconds: { whole: 150, quick: 14 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      const skipped = 'this system does not report the CPU time of a thread';
      return ['many_us', 'ours'].map((name) => ({ id: `growth.${name}`, skipped }));
    }
    const counts = quick
      ? { many: 30, warmUpTurns: 4, settleMs: 200, slices: 1, sliceMs: 500 }
      : { many: 1_000, warmUpTurns: 200, settleMs: 1_000, slices: 8, sliceMs: 1_500 };
    const found = await measureCpu({ ...counts, progress });
    const samples = await measureMemory({ ...counts, progress });
    /** @type {(name: string, what: string) => MeasuredFigure} */
    const cpu = (name, what) => ({
      id: `growth.${name}_us`,
      what: `main-thread time for a message, ${what}`,
      unit: 'µs',
      better: 'less',
      ...medianOf(found[name] ?? []),
    });
    /** @type {(name: string, what: string, ratios: readonly number[]) => MeasuredFigure} */
    const growth = (name, what, ratios) => ({
      id: `growth.${name}`,
      what: `${what}: time with many streams ÷ with few`,
      unit: '×',
      better: 'less',
      ...medianOf(ratios),
    });
    /** @type {(id: string, what: string, key: keyof Memory) => MeasuredFigure} */
    const memory = (id, what, key) => ({
      id: `growth.${id}_kb`,
      what,
      value: fitLine(samples.map((sample) => [sample.count, sample[key]])).slope / 1000,
      unit: 'KB',
      better: 'less',
    });
    return [
      {
        ...growth('ours', 'ours', quotients(found.many, found.few)),
        floor: 'growth.bare',
      },
      growth('bare', 'bare HTTP/2', quotients(found.bare_many, found.bare_few)),
      { ...cpu('many', `${counts.many} streams open`), floor: 'growth.bare_many_us' },
      { ...cpu('few', `${FEW} streams open`), floor: 'growth.bare_few_us' },
      cpu('bare_many', `bare HTTP/2, ${counts.many} streams open`),
      cpu('bare_few', `bare HTTP/2, ${FEW} streams open`),
      memory('rss_a_stream', 'resident memory for each further stream, by its trend, garbage collected', 'rssBytes'),
      memory('heap_a_stream', 'heap and external memory for each further stream, by its trend', 'heapBytes'),
    ];
  },
});
await runAlone(import.meta.url, suite);
