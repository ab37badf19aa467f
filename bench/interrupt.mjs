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

const MODES = {
  reading: {
    what: 'clients that take what comes',
    wire: {},
    newPacer: () => undefined,
    prompt: () => 'Tell me a story.',
    model: () =>
      writeScript([{ tokens: write(SENTENCES).map((text) => ({ text: `${text} `, delay_ms: SENTENCE_MS })) }]),
  },
  paced: {
    what: 'clients that take sound as they play it',
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

  constructor(connection, prompt, pacer, onSound) {
    this.connection = connection;
    const piece = (bytes, now) => this.#piece(bytes, now);
    this.turn = startTurn(connection, { prompt }, { piece, audio: () => onSound(this) });
    const unpace = pacer?.add(this.turn, MESSAGE_BYTES);
    this.done = this.turn.done.finally(unpace);
  }

  #piece(bytes, now) {
    this.lastAt = now;
    if (now > this.#repliedAt) this.bytesAfterReply += bytes;
  }

  /** Returns the effect of an interrupt on this stream, from the times of its request and its reply. */
  async outcomeOf({ sentAt, repliedAt, replyMs }) {
    this.#repliedAt = repliedAt;
    const [{ outcome }] = await Promise.all([this.done, sleep(AFTERMATH_MS)]);
    const { bytesAfterReply } = this;
    return { replyMs, effectMs: Math.max(0, this.lastAt - sentAt), bytesAfterReply, outcome };
  }
}

/** Repeatedly interrupts the stream that delivers audio next; a new stream replaces it. */
async function interruptMany(port, { wire, newPacer, prompt }, { interrupts, settleMs, progress }) {
  const pacer = newPacer();
  const asking = await openWire(port);
  const connections = await Promise.all(Array.from({ length: STREAMS }, () => openWire(port, wire)));
  let onSound = () => {};
  const speak = (connection) => new Speaking(connection, prompt(), pacer, (stream) => onSound(stream));
  const found = [];
  try {
    for (const connection of connections) {
      speak(connection);
      await sleep(settleMs / STREAMS);
    }
    for (let i = 0; i < interrupts; i++) {
      if (i % 50 === 0) progress(`interrupt ${i} of ${interrupts}`);
      const [stream, replying] = await new Promise((resolve) => {
        onSound = (sounding) => {
          onSound = () => {};
          resolve([sounding, interrupt(asking, sounding.turn.hardwareId)]);
        };
      });
      found.push(stream.outcomeOf(await replying));
      speak(stream.connection);
      await sleep(PAUSE_MS);
    }
    return await Promise.all(found);
  } finally {
    for (const connection of [...connections, asking]) connection.close();
    pacer?.close();
  }
}

function figures(mode, what, found) {
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
      what: `${what}: bytes after the reply, the most`,
      value: Math.max(...found.map(({ bytesAfterReply }) => bytesAfterReply)),
      unit: 'bytes',
      better: 'less',
      spread: 0,
      note: `${resets} of ${found.length} streams were reset, the others ended quietly`,
    },
  ];
}

export const suite = defineSuite({
  name: 'interrupt',
  title: `${STREAMS} streams speaking, interrupted one by one over another connection`,
  summary: 'Interrupts speaking streams one by one, and counts the bytes after each reply.',
  seconds: { whole: 40, quick: 8 },
  async run({ quick, progress }) {
    const all = [];
    for (const [mode, { what, model, ...how }] of Object.entries(MODES)) {
      const { env, remove } = model();
      const server = await serveEngine(env);
      try {
        const counts = { interrupts: quick ? 5 : 300, settleMs: quick ? 500 : SENTENCE_MS, progress };
        all.push(...figures(mode, what, await interruptMany(server.port, how, counts)));
      } finally {
        await server.stop();
        remove();
      }
    }
    return all;
  },
});
await runAlone(import.meta.url, suite);
