// Listeners that come and go, and what all of them heard in a stretch of time.
import { setTimeout as sleep } from 'node:timers/promises';
import { Listener } from './listener.mjs';
import { percentile } from './stats.mjs';
import { sharesSince, threadTimes } from './threads.mjs';
import { openWire } from './wire-client.mjs';

/** A player has a little sound in hand before it begins: a silence shorter than that is none. */
const PLAYER_BUFFER_MS = 20;

export class Crowd {
  #server;
  #nextPrompt;
  #members = [];
  #heard = [];
  #waits = [];
  #gaps = [];

  /** @param server as `serve` gives it */
  constructor(server, nextPrompt) {
    this.#server = server;
    this.#nextPrompt = nextPrompt;
  }

  get size() {
    return this.#members.length;
  }

  /** So many there are, those that come spread over `overMs`: they do not all ask at once. Returns when that has passed. */
  async resize(size, overMs) {
    for (const member of this.#members.splice(size)) leave(member);
    const joining = size - this.size;
    for (let i = 0; i < joining; i++) {
      const connection = await openWire(this.#server.port);
      const listener = new Listener(connection, this.#nextPrompt, {
        begun: (ms) => this.#waits.push(ms),
        gap: (ms) => this.#gaps.push(ms),
        heard: (turn) => this.#heard.push(turn),
      });
      listener.start((overMs * i) / joining);
      this.#members.push({ listener, connection });
    }
    await sleep(overMs);
  }

  /** What happens to them for so long, and who had how much of a CPU meanwhile. Most turns that end in it began before. */
  async listen(ms) {
    this.#heard = [];
    this.#waits = [];
    this.#gaps = [];
    const before = threadTimes(this.#server.pid);
    const ownBefore = process.cpuUsage();
    const startedAt = performance.now();
    await sleep(ms);
    const elapsedMs = performance.now() - startedAt;
    const own = process.cpuUsage(ownBefore);
    const shares = sharesSince(before, this.#server.pid, elapsedMs);
    const heard = summaryOf(this.#heard, this.#waits, this.#gaps, this.size);
    return { ...heard, ...shares, clients: (own.user + own.system) / 1000 / elapsedMs };
  }

  leave() {
    for (const member of this.#members.splice(0)) leave(member);
  }
}

function leave({ listener, connection }) {
  listener.stop();
  connection.close();
}

function summaryOf(heard, waits, silences, size) {
  const sum = (of) => heard.reduce((total, turn) => total + of(turn), 0);
  const soundMs = sum((turn) => turn.soundMs);
  const silentMs = sum(({ audioMs = 0, gaps }) => audioMs + gaps.reduce((total, gapMs) => total + gapMs, 0));
  return {
    size,
    turns: heard.length,
    failed: heard.filter(({ outcome }) => outcome !== 'completed').length,
    /** How many of them hear something, on average. */
    hearing: heard.length === 0 ? 0 : (size * soundMs) / (soundMs + silentMs),
    gaps: silences.filter((gapMs) => gapMs > PLAYER_BUFFER_MS).length,
    longestGapMs: Math.max(0, ...silences),
    firstAudioP95Ms: waits.length === 0 ? Number.POSITIVE_INFINITY : percentile(waits, 0.95),
    firstAudioP99Ms: waits.length === 0 ? Number.POSITIVE_INFINITY : percentile(waits, 0.99),
  };
}
