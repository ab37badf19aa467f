// Listeners that join and leave, and a summary of the audio that they receive in an interval.
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '#dist/shared/measurement/percentile.js';
import { Listener } from './listener.mjs';
import { sharesSince, threadTimes } from './threads.mjs';
import { openWire } from './wire-client.mjs';

/**
 * @import { HeardTurn } from './listener.mjs'
 * @import { BenchServer } from './processes.mjs'
 * @import { WireConnection } from './wire-client.mjs'
 *
 * @typedef {Awaited<ReturnType<Crowd['listen']>>} CrowdSummary
 */

/**
 * The audio that a player buffers before it begins, ms: a shorter silence is not audible and does not count as a gap.
 */
const PLAYER_BUFFER_MS = 20;

export class Crowd {
  #server;
  #nextPrompt;
  #mostConnections;
  /** @type {Listener[]} */
  #members = [];
  /** @type {WireConnection[]} */
  #connections = [];
  /** @type {HeardTurn[]} */
  #heard = [];
  /** @type {number[]} */
  #waits = [];
  /** @type {number[]} */
  #silences = [];

  /**
   * @param {Pick<BenchServer, 'pid' | 'port'>} server
   * @param {() => string} nextPrompt
   * @param {number} mostConnections the number of connections that the listeners share; by default each has its own
   */
  constructor(server, nextPrompt, mostConnections = Number.POSITIVE_INFINITY) {
    this.#server = server;
    this.#nextPrompt = nextPrompt;
    this.#mostConnections = mostConnections;
  }

  get size() {
    return this.#members.length;
  }

  /**
   * Changes the number of listeners to `size`. New listeners start spread over `overMs`, so that they do not all send
   * their requests at once. Resolves after `overMs`.
   * @param {number} size
   * @param {number} overMs
   */
  async resize(size, overMs) {
    for (const listener of this.#members.splice(size)) listener.stop();
    for (const connection of this.#connections.splice(size)) connection.close();
    const joining = size - this.size;
    for (let i = 0; i < joining; i++) {
      if (this.#connections.length < this.#mostConnections) this.#connections.push(await openWire(this.#server.port));
      // Without a limit it is the connection that was just opened.
      const connection = /** @type {WireConnection} */ (this.#connections[this.size % this.#connections.length]);
      const listener = new Listener(connection, this.#nextPrompt, {
        begun: (ms) => this.#waits.push(ms),
        gap: (ms) => this.#silences.push(ms),
        heard: (turn) => this.#heard.push(turn),
      });
      listener.start((overMs * i) / joining);
      this.#members.push(listener);
    }
    await sleep(overMs);
  }

  /**
   * Measures the listeners for `ms` and returns the summary, with the CPU shares of the server's threads and of this
   * process. Most turns that end within this time began before it.
   * @param {number} ms
   */
  async listen(ms) {
    this.#heard = [];
    this.#waits = [];
    this.#silences = [];
    const before = threadTimes(this.#server.pid);
    const ownBefore = process.cpuUsage();
    const startedAt = performance.now();
    await sleep(ms);
    const elapsedMs = performance.now() - startedAt;
    const own = process.cpuUsage(ownBefore);
    const shares = sharesSince(before, this.#server.pid, elapsedMs);
    const heard = summaryOf(this.#heard, this.#waits, this.#silences, this.size);
    return { ...heard, ...shares, clients: (own.user + own.system) / 1000 / elapsedMs };
  }

  leave() {
    for (const listener of this.#members.splice(0)) listener.stop();
    for (const connection of this.#connections.splice(0)) connection.close();
  }
}

/**
 * @param {readonly HeardTurn[]} heard
 * @param {readonly number[]} waits the waits for first audio, ms
 * @param {readonly number[]} silences ms
 * @param {number} size the number of listeners
 */
function summaryOf(heard, waits, silences, size) {
  const soundMs = heard.reduce((sum, turn) => sum + turn.soundMs, 0);
  const silentMs = heard.reduce((sum, turn) => sum + (turn.audioMs ?? 0) + turn.silentMs, 0);
  /** @param {number} percent */
  const firstAudioMs = (percent) => (waits.length === 0 ? Number.POSITIVE_INFINITY : percentile(waits, percent));
  return {
    size,
    turns: heard.length,
    failed: heard.filter(({ outcome }) => outcome !== 'completed').length,
    /** The average number of listeners that hear sound at a time. */
    hearing: heard.length === 0 ? 0 : (size * soundMs) / (soundMs + silentMs),
    gaps: silences.filter((ms) => ms > PLAYER_BUFFER_MS).length,
    longestGapMs: Math.max(0, ...silences),
    firstAudioP95Ms: firstAudioMs(95),
    firstAudioP99Ms: firstAudioMs(99),
  };
}
