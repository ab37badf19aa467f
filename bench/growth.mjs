// The cost of an open stream: memory, and main-thread time for a message with many and with few open streams at the
// same total rate of messages. Each stream has its own connection and reads audio slowly, so that it stays open. Two
// servers, one with few streams and one with many, are measured alternately.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveEngine } from './lib/engine-server.mjs';
import { fitLine } from './lib/line-fit.mjs';
import { Pacer } from './lib/pacer.mjs';
import { openMemoryProbe } from './lib/probe.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, terseWriter } from './lib/texts.mjs';
import { cpuNsOf, mainThreadCpuNs } from './lib/threads.mjs';
import { startTurn, wholeTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { Memory } from './lib/probe.mjs'
 * @import { BenchServer } from './lib/processes.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { WireConnection } from './lib/wire-client.mjs'
 *
 * @typedef {object} Counts
 * @property {number} many
 * @property {number} arenaShare
 * @property {number} settleMs
 * @property {number} slices
 * @property {number} sliceMs
 * @property {(step: string) => void} progress
 */

const FEW = 10;
/** The total rate of messages: so low that a stream takes one message at a time even when there are few streams. */
const MESSAGES_PER_S = 1_000;
/** The length of a message: 50 ms at 48 kHz and the bytes around the samples. */
const MESSAGE_BYTES = 4_828;
const MESSAGES_A_SENTENCE = 20;
/** The number of sentences at the end of a prompt that are never reached, so that no stream ends. */
const SPARE_SENTENCES = 10;
/** The size of the arena, bytes: it holds the audio that is made ahead for all streams, two sentences each. */
const ARENA_BYTES = 268_435_456;
const ENV = {
  AUDIO_ARENA_BYTES: String(ARENA_BYTES),
  AUDIO_LOOKAHEAD_SECONDS: '0',
  GRPC_WRITE_STALL_TIMEOUT: '60',
  // The listeners read at a twentieth of real-time speed.
  GRPC_MAX_LISTENER_LAG: '3600',
};
/** The number of streams opened per second; the engine makes two sentences for each of them at once. */
const OPENED_PER_S = 100;
const FILLERS = 4;
/** The most sentences of a filling turn. */
const FILLING_SENTENCES = 30;
/**
 * The number of memory samples while the second half of the streams opens. The first half uses memory that the
 * allocator already holds. Two samples would not be enough: growth of V8's young generation changes a single sample by
 * 20 MB.
 */
const MEMORY_STEPS = 10;

const write = terseWriter(9);

/**
 * Runs turns until every page of the arena has been written to (blocks are used round-robin) and all code is at full
 * speed.
 * @param {number} port
 * @param {number} bytes
 */
async function fillArena(port, bytes) {
  const connections = await Promise.all(Array.from({ length: FILLERS }, () => openWire(port)));
  let left = bytes;
  const sentences = Math.min(FILLING_SENTENCES, Math.ceil(bytes / FILLERS / (MESSAGES_A_SENTENCE * MESSAGE_BYTES)));
  /** @param {WireConnection} connection */
  const fill = async (connection) => {
    while (left > 0) {
      const { messages } = await wholeTurn(connection, { prompt: promptOf(write(sentences)) });
      left -= messages * MESSAGE_BYTES;
    }
  };
  await Promise.all(connections.map(fill));
  for (const connection of connections) connection.close();
}

/** The slow listeners of a server: finally `size` of them, which read `MESSAGES_PER_S` together. */
class Audience {
  #server;
  #pacer;
  #size;
  /** @type {WireConnection[]} */
  #connections = [];
  #messages = 0;
  #ended = 0;

  /**
   * @param {BenchServer} server
   * @param {number} size
   */
  constructor(server, size) {
    this.#server = server;
    this.#size = size;
    this.#pacer = new Pacer((MESSAGES_PER_S / size / 1000) * MESSAGE_BYTES);
  }

  /**
   * Opens streams until there are `count`, each with enough text for `lastMs` of listening. They read a different part of
   * their first sentence at once, so that at any time about as many sentences begin as with a few streams: to begin one
   * costs as much as many messages.
   * @param {number} count
   * @param {number} lastMs
   */
  async openUntil(count, lastMs) {
    const openMs = lastMs + (this.#size * 1000) / OPENED_PER_S;
    const messages = ((MESSAGES_PER_S / this.#size) * openMs) / 1000;
    const prompt = () => promptOf(write(Math.ceil(messages / MESSAGES_A_SENTENCE) + SPARE_SENTENCES));
    const audio = () => {
      this.#messages++;
    };
    while (this.#connections.length < count) {
      const connection = await openWire(this.#server.port, { windowBytes: MESSAGE_BYTES });
      const turn = startTurn(connection, { prompt: prompt() }, { audio });
      void turn.done.then(() => this.#ended++);
      turn.grant((1 + (this.#connections.length % MESSAGES_A_SENTENCE)) * MESSAGE_BYTES);
      this.#pacer.add(turn, MESSAGE_BYTES);
      this.#connections.push(connection);
      await sleep(1000 / OPENED_PER_S);
    }
  }

  pause() {
    this.#pacer.pause();
  }

  /**
   * Lets the listeners read for `ms`, then pauses them; returns the CPU time of the server's main thread per message,
   * µs.
   * @param {number} ms
   */
  async listen(ms) {
    const [cpuBefore, messagesBefore] = [cpuNsOf(this.#server.pid), this.#messages];
    this.#pacer.resume();
    await sleep(ms);
    this.#pacer.pause();
    const spentNs = cpuNsOf(this.#server.pid) - cpuBefore;
    if (this.#ended > 0) throw new Error(`${this.#ended} of ${this.#size} streams ended`);
    return spentNs / 1000 / (this.#messages - messagesBefore);
  }

  leave() {
    this.#pacer.close();
    for (const connection of this.#connections) connection.close();
  }
}

/** @param {Counts} counts */
async function measure({ many, arenaShare, settleMs, slices, sliceMs, progress }) {
  const probe = openMemoryProbe();
  /** @type {BenchServer[]} */
  const servers = [];
  /** @type {Audience[]} */
  const audiences = [];
  /** @type {{ few: number[], many: number[], memory: (Memory & { count: number })[] }} */
  const found = { few: [], many: [], memory: [] };
  /** @param {number} size */
  const open = async (size) => {
    progress(`a server for ${size} streams`);
    const server = await serveEngine({ ...ENV, ...probe.env });
    servers.push(server);
    await fillArena(server.port, ARENA_BYTES * arenaShare);
    const audience = new Audience(server, size);
    audiences.push(audience);
    return { audience, pid: server.pid };
  };
  try {
    const { audience: few } = await open(FEW);
    const { audience: crowd, pid } = await open(many);
    const lastMs = slices * sliceMs;
    await few.openUntil(FEW, lastMs);
    few.pause();
    progress(`opening ${many} streams`);
    for (let step = 1; step <= MEMORY_STEPS; step++) {
      const count = Math.round((many / 2) * (1 + step / MEMORY_STEPS));
      await crowd.openUntil(count, lastMs);
      await sleep(settleMs);
      found.memory.push({ count, ...(await probe.ask(pid)) });
    }
    crowd.pause();
    for (let slice = 0; slice < slices; slice++) {
      progress(`slice ${slice + 1} of ${slices}`);
      found.few.push(await few.listen(sliceMs));
      found.many.push(await crowd.listen(sliceMs));
    }
    return found;
  } finally {
    for (const audience of audiences) audience.leave();
    await Promise.all(servers.map(({ stop }) => stop()));
    probe.remove();
  }
}

export const suite = defineSuite({
  name: 'growth',
  title: `Open streams, each on its own connection, ${MESSAGES_PER_S} messages/s in total`,
  summary:
    'Opens 1,000 streams and measures the CPU time for a message and the memory for a stream, compared with 10 streams.',
  seconds: { whole: 73, quick: 10 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'growth.many_us', skipped: 'this system does not report the CPU time of a thread' }];
    }
    const counts = quick
      ? { many: 30, arenaShare: 0.01, settleMs: 200, slices: 1, sliceMs: 500 }
      : { many: 1_000, arenaShare: 1.1, settleMs: 1_000, slices: 8, sliceMs: 1_500 };
    const found = await measure({ ...counts, progress });
    /** @type {(id: 'few' | 'many', count: number) => MeasuredFigure} */
    const cpu = (id, count) => ({
      id: `growth.${id}_us`,
      what: `main-thread time for a message, ${count} streams open`,
      unit: 'µs',
      better: 'less',
      ...medianOf(found[id]),
    });
    /** @type {(id: string, what: string, key: keyof Memory) => MeasuredFigure} */
    const memory = (id, what, key) => ({
      id: `growth.${id}_kb`,
      what,
      value: fitLine(found.memory.map((memory) => [memory.count, memory[key]])).slope / 1000,
      unit: 'KB',
      better: 'less',
    });
    return [
      { ...cpu('many', counts.many), floor: 'growth.few_us' },
      cpu('few', FEW),
      memory('rss_a_stream', 'resident memory for each further stream, by its trend, garbage collected', 'rssBytes'),
      memory('heap_a_stream', 'heap and external memory for each further stream, by its trend', 'heapBytes'),
    ];
  },
});
await runAlone(import.meta.url, suite);
