// An interrupt while many streams speak: the time to its reply and to the last byte of audio. Each stream is
// interrupted in mid-word, when it has just delivered audio. The suite runs twice: with clients that read audio as soon
// as it comes, from a model that writes about as fast as the text is spoken; and with clients that read at the speed of
// playback, so that more audio waits at the server.
import { setTimeout as sleep } from 'node:timers/promises';
import { serveEngine } from './lib/engine-server.mjs';
import { Pacer } from './lib/pacer.mjs';
import { writeScript } from './lib/script-file.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { percentileFigure } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { interrupt, startTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 * @import { Reply } from './lib/turn-client.mjs'
 * @import { WireConnection } from './lib/wire-client.mjs'
 *
 * @typedef {Awaited<ReturnType<Speaking['outcomeOf']>>} Effect the effect of an interrupt
 *
 * @typedef {object} Mode
 * @property {string} what
 * @property {{ windowBytes?: number }} wire
 * @property {() => Pacer | undefined} newPacer
 * @property {() => string} prompt
 * @property {() => { env: Record<string, string>, remove: () => void }} model
 */

const STREAMS = 50;
/** The length of an answer: 3 minutes of speech, more than a client ever receives. */
const SENTENCES = 60;
/** The pause between two sentences of the model, ms. */
const SENTENCE_MS = 3_000;
/** The initial flow-control window of a stream of a gRPC client. */
const WINDOW_BYTES = 65_535;
const PAUSE_MS = 10;
/**
 * The approximate length of a message of 50 ms. A client reads a whole message when it has played one, never a part of
 * it.
 */
const MESSAGE_BYTES = 4_800;
/** The time after the reply during which further bytes are counted, ms. */
const AFTERMATH_MS = 60;

const write = writer(3);

/** @type {Readonly<Record<string, Mode>>} */
const MODES = {
  reading: {
    what: 'clients that read at full speed',
    wire: {},
    newPacer: () => undefined,
    prompt: () => 'Tell me a story.',
    model: () =>
      writeScript([{ tokens: write(SENTENCES).map((text) => ({ text: `${text} `, delay_ms: SENTENCE_MS })) }]),
  },
  paced: {
    what: 'clients that read as fast as they play',
    wire: { windowBytes: WINDOW_BYTES },
    newPacer: () => new Pacer(),
    prompt: () => promptOf(write(SENTENCES)),
    model: () => ({ env: {}, remove: () => {} }),
  },
};

/** A stream that speaks until it is interrupted; it calls `onSound` for each audio message. */
class Speaking {
  lastAt = 0;
  bytesAfterReply = 0;
  #repliedAt = Number.POSITIVE_INFINITY;

  /**
   * @param {WireConnection} connection
   * @param {string} prompt
   * @param {Pacer | undefined} pacer
   * @param {(stream: Speaking) => void} onSound
   */
  constructor(connection, prompt, pacer, onSound) {
    this.connection = connection;
    this.turn = startTurn(
      connection,
      { prompt },
      { piece: (bytes, now) => this.#piece(bytes, now), audio: () => onSound(this) },
    );
    const unpace = pacer?.add(this.turn, MESSAGE_BYTES);
    this.done = this.turn.done.finally(unpace);
  }

  /**
   * @param {number} bytes
   * @param {number} now
   */
  #piece(bytes, now) {
    this.lastAt = now;
    if (now > this.#repliedAt) this.bytesAfterReply += bytes;
  }

  /**
   * Returns the effect of an interrupt on this stream.
   * @param {Reply} reply
   */
  async outcomeOf({ sentAt, repliedAt, replyMs }) {
    this.#repliedAt = repliedAt;
    const [{ outcome }] = await Promise.all([this.done, sleep(AFTERMATH_MS)]);
    const { bytesAfterReply } = this;
    return { replyMs, effectMs: Math.max(0, this.lastAt - sentAt), bytesAfterReply, outcome };
  }
}

/**
 * Repeatedly interrupts the stream that delivers audio next; a new stream replaces it.
 * @param {number} port
 * @param {Mode} mode
 * @param {{ interrupts: number, settleMs: number, progress: (step: string) => void }} counts
 */
async function interruptMany(port, { wire, newPacer, prompt }, { interrupts, settleMs, progress }) {
  const pacer = newPacer();
  const control = await openWire(port);
  const connections = await Promise.all(Array.from({ length: STREAMS }, () => openWire(port, wire)));
  /** @type {(stream: Speaking) => void} */
  let onSound = () => {};
  /** @param {WireConnection} connection */
  const speak = (connection) => new Speaking(connection, prompt(), pacer, (stream) => onSound(stream));
  const found = [];
  try {
    for (const connection of connections) {
      speak(connection);
      await sleep(settleMs / STREAMS);
    }
    for (let i = 0; i < interrupts; i++) {
      if (i % 50 === 0) progress(`interrupt ${i} of ${interrupts}`);
      /** @type {{ stream: Speaking, replying: Promise<Reply> }} */
      const { stream, replying } = await new Promise((resolve) => {
        onSound = (sounding) => {
          onSound = () => {};
          resolve({ stream: sounding, replying: interrupt(control, sounding.turn.hardwareId) });
        };
      });
      found.push(stream.outcomeOf(await replying));
      speak(stream.connection);
      await sleep(PAUSE_MS);
    }
    return await Promise.all(found);
  } finally {
    for (const connection of [...connections, control]) connection.close();
    pacer?.close();
  }
}

/**
 * @param {string} mode
 * @param {string} what
 * @param {readonly Effect[]} found
 * @returns {Figure[]}
 */
function figures(mode, what, found) {
  /** @type {(id: string, name: string, values: readonly number[]) => Figure[]} */
  const times = (id, name, values) =>
    [50, 99].map((percent) =>
      percentileFigure('interrupt', `${mode}_${id}`, `${what}: request → ${name}`, values, percent),
    );
  const resets = found.filter(({ outcome }) => outcome === 'reset').length;
  return [
    ...times(
      'reply',
      'reply',
      found.map(({ replyMs }) => replyMs),
    ),
    ...times(
      'effect',
      'last byte',
      found.map(({ effectMs }) => effectMs),
    ),
    {
      id: `interrupt.${mode}_bytes_after`,
      what: `${what}: most bytes after the reply`,
      value: Math.max(...found.map(({ bytesAfterReply }) => bytesAfterReply)),
      unit: 'bytes',
      better: 'less',
      spread: 0,
      note: `${resets} of ${found.length} streams were reset, the others ended without a reset`,
    },
  ];
}

export const suite = defineSuite({
  name: 'interrupt',
  title: `${STREAMS} streams speaking, interrupted one by one over another connection`,
  summary: 'Interrupts 50 speaking streams one by one, and times the replies and the last bytes of audio.',
  seconds: { whole: 34, quick: 8 },
  async run({ quick, progress }) {
    const all = [];
    for (const [name, mode] of Object.entries(MODES)) {
      const { env, remove } = mode.model();
      const server = await serveEngine(env);
      try {
        const counts = { interrupts: quick ? 5 : 300, settleMs: quick ? 500 : SENTENCE_MS, progress };
        all.push(...figures(name, mode.what, await interruptMany(server.port, mode, counts)));
      } finally {
        await server.stop();
        remove();
      }
    }
    return all;
  },
});
await runAlone(import.meta.url, suite);
