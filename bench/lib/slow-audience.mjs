// Listeners that read so slowly that their streams stay open while other work is measured.
import { setTimeout as sleep } from 'node:timers/promises';
import { Pacer } from './pacer.mjs';
import { promptOf, terseWriter } from './texts.mjs';
import { cpuNsOf } from './threads.mjs';
import { spokenTurn, startTurn } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

/** @import { WireConnection } from './wire-client.mjs' */

/** The total rate of messages: so low that a stream takes one message at a time even when there are few streams. */
export const MESSAGES_PER_S = 1_000;
/** The length of a message: 50 ms at 48 kHz and the bytes around the samples. */
const MESSAGE_BYTES = 4_828;
/** The number of sentences that are spoken to learn how many messages one takes. */
const TRIED_SENTENCES = 60;
/** The number of sentences at the end of a prompt that are never reached, so that no stream ends. */
const SPARE_SENTENCES = 10;
/** The number of streams opened per second; the engine makes two sentences for each of them at once. */
const OPENED_PER_S = 100;
const write = terseWriter(9);

/**
 * Returns how many messages a server sends for a sentence and the pause before it, on average.
 * @param {number} port
 */
export async function messagesOfSentence(port) {
  const connection = await openWire(port);
  const { messages } = await spokenTurn(connection, { prompt: promptOf(write(TRIED_SENTENCES)) });
  connection.close();
  return messages / TRIED_SENTENCES;
}

/** The slow listeners of a server: finally `size` of them, which read `MESSAGES_PER_S` together. */
export class Audience {
  #port;
  #pacer;
  #size;
  #messagesASentence;
  /** @type {WireConnection[]} */
  #connections = [];
  #messages = 0;
  #ended = 0;

  /**
   * @param {{ port: number, pid: number }} server
   * @param {number} size
   * @param {number} messagesASentence the number of messages that the server sends for a sentence, on average
   */
  constructor({ port, pid }, size, messagesASentence) {
    this.#port = port;
    this.pid = pid;
    this.#size = size;
    this.#messagesASentence = messagesASentence;
    this.#pacer = new Pacer((MESSAGES_PER_S / size / 1000) * MESSAGE_BYTES);
  }

  /**
   * Opens streams until there are `count`, each with enough text for `lastMs` of listening. They read a different part of
   * their first sentence at once, so that at any time about as many sentences begin as with a few streams: to begin one
   * costs as much as ten messages.
   * @param {number} lastMs
   * @param {number} count
   */
  async open(lastMs, count = this.#size) {
    const openMs = lastMs + (this.#size * 1000) / OPENED_PER_S;
    const messages = ((MESSAGES_PER_S / this.#size) * openMs) / 1000;
    const prompt = () => promptOf(write(Math.ceil(messages / this.#messagesASentence) + SPARE_SENTENCES));
    const audio = () => {
      this.#messages++;
    };
    while (this.#connections.length < count) {
      const connection = await openWire(this.#port, { windowBytes: MESSAGE_BYTES });
      const turn = startTurn(connection, { prompt: prompt() }, { audio });
      void turn.done.then(() => this.#ended++);
      turn.grant(Math.ceil(1 + (this.#connections.length % this.#messagesASentence)) * MESSAGE_BYTES);
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
    const [cpuBefore, messagesBefore] = [cpuNsOf(this.pid), this.#messages];
    this.#pacer.resume();
    await sleep(ms);
    this.#pacer.pause();
    const spentNs = cpuNsOf(this.pid) - cpuBefore;
    if (this.#ended > 0) throw new Error(`${this.#ended} of ${this.#size} streams ended`);
    return spentNs / 1000 / (this.#messages - messagesBefore);
  }

  leave() {
    this.#pacer.close();
    for (const connection of this.#connections) connection.close();
  }
}
