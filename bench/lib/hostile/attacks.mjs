// The attacks of hostile clients on a server, by name. Each attack continues until its signal fires and then closes its
// connections.
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';
import { data, headers, requestBlock, reset, windowUpdate } from '../http2-frames.mjs';
import { startTurn } from '../turn-client.mjs';
import { openWire } from '../wire-client.mjs';
import { openSocket } from './sockets.mjs';
import { ENDLESS_PROMPTS, ENDLESS_SPEECH_PROMPTS, HOSTILE_PROMPTS, LONG_PROMPTS, PATIENT_PROMPT } from './texts.mjs';

/** @typedef {(port: number, signal: AbortSignal) => Promise<void>} Attack */

const BLOCK = requestBlock('/streaming.StreamingService/StreamAudio');
const SLOW_LISTENERS = 12;
const SLOW_BYTES_PER_SECOND = 10_000;
const STEP_MS = 100;
const FLOODED_STREAMS = 20_000;
const FLOODING_CONNECTIONS = 20;
const RESETS = 5_000;
const RESETS_AT_ONCE = 50;
/** The time for which a flood is held, and the pause before the next flood, ms. */
const HELD_MS = 1_000;
const PAUSE_MS = 1_500;
const HALF_MESSAGES = 150;
const HALF_MESSAGE_BYTES = 4_100_000;
const GARBAGE_SEQUENCES = 10_000;

/**
 * Runs `work` repeatedly, `size` at a time, until the signal fires.
 * @param {number} size
 * @param {AbortSignal} signal
 * @param {(n: number) => Promise<void>} work gets the number of the loop that runs it, from 0
 */
async function crowd(size, signal, work) {
  /** @param {number} n */
  const loop = async (n) => {
    while (!signal.aborted) await work(n).catch(() => sleep(10));
  };
  await Promise.all(Array.from({ length: size }, (_, n) => loop(n)));
}

/**
 * Runs listeners that read at a tenth of real-time speed.
 * @type {Attack}
 */
async function slowListeners(port, signal) {
  const connection = await openWire(port, { windowBytes: SLOW_BYTES_PER_SECOND });
  const bytes = (SLOW_BYTES_PER_SECOND * STEP_MS) / 1000;
  await crowd(SLOW_LISTENERS, signal, async () => {
    const turn = startTurn(connection, { prompt: PATIENT_PROMPT });
    const timer = setInterval(() => (signal.aborted ? turn.reset() : turn.grant(bytes)), STEP_MS);
    await turn.done;
    clearInterval(timer);
    await sleep(STEP_MS);
  });
  connection.close();
}

/**
 * Returns an attack that runs `size` turns at a time and reads their replies at full speed.
 * @param {readonly string[]} prompts
 * @param {number} size
 * @returns {Attack}
 */
const turnsOf = (prompts, size) => async (port, signal) => {
  const connection = await openWire(port);
  await crowd(size, signal, async (n) => {
    const turn = startTurn(connection, { prompt: prompts[n % prompts.length] ?? '', hardwareId: `hostile-${n}` });
    const onAbort = () => turn.reset();
    signal.addEventListener('abort', onAbort, { once: true });
    await turn.done;
    signal.removeEventListener('abort', onAbort);
    // A refused request returns at once; without a pause this loop would measure only the speed of the attacker.
    await sleep(5);
  });
  connection.close();
};

/**
 * Opens many streams at once without sending requests, holds them for a while, closes them, and repeats.
 * @type {Attack}
 */
async function streamFlood(port, signal) {
  while (!signal.aborted) {
    const sockets = await Promise.all(Array.from({ length: FLOODING_CONNECTIONS }, () => openSocket(port)));
    const count = FLOODED_STREAMS / FLOODING_CONNECTIONS;
    const frames = Buffer.concat(Array.from({ length: count }, (_, n) => headers(2 * n + 1, BLOCK)));
    await Promise.all(sockets.map((socket) => socket.send(frames)));
    await sleep(HELD_MS);
    for (const socket of sockets) socket.close();
    await sleep(PAUSE_MS);
  }
}

/**
 * Resets requests right after they start, over as many connections as this needs, and repeats after a pause.
 * @type {Attack}
 */
async function resets(port, signal) {
  while (!signal.aborted) {
    for (let made = 0; made < RESETS && !signal.aborted; ) {
      const socket = await openSocket(port);
      for (let id = 1; made < RESETS && !socket.ended; made += RESETS_AT_ONCE) {
        const frames = [];
        for (let i = 0; i < RESETS_AT_ONCE; i++, id += 2) frames.push(headers(id, BLOCK), reset(id));
        await socket.send(Buffer.concat(frames));
        await sleep(0);
      }
      socket.close();
    }
    await sleep(PAUSE_MS);
  }
}

/**
 * Opens connections that send nothing after the headers of a request.
 * @type {Attack}
 */
async function headersOnly(port, signal) {
  const sockets = [];
  while (!signal.aborted) {
    if (sockets.length < 200) {
      const socket = await openSocket(port);
      await socket.send(headers(1, BLOCK));
      sockets.push(socket);
    }
    await sleep(5);
  }
  for (const socket of sockets) socket.close();
}

/**
 * Announces messages, sends them except for their ends, and never finishes them.
 * @type {Attack}
 */
async function halfMessages(port, signal) {
  const body = Buffer.alloc(16_384, 0x20);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(HALF_MESSAGE_BYTES, 1);
  await crowd(HALF_MESSAGES, signal, async () => {
    const socket = await openSocket(port);
    await socket.send(Buffer.concat([headers(1, BLOCK), data(1, prefix, false)]));
    for (
      let sent = 0;
      sent < HALF_MESSAGE_BYTES - body.length && !signal.aborted && !socket.ended;
      sent += body.length
    ) {
      await socket.send(data(1, body, false));
      // Three pieces are sent at a time, because the server's flow-control window limits the bytes in flight.
      if (sent % (3 * body.length) === 0) await sleep(1);
    }
    while (!signal.aborted && !socket.ended) await sleep(50);
    socket.close();
    await sleep(PAUSE_MS);
  });
}

/**
 * Sends frames of random types, lengths and contents, most of which violate the protocol.
 * @type {Attack}
 */
async function garbageFrames(port, signal) {
  const random = seededRandom(77);
  const byte = () => Math.floor(random() * 256);
  /** @returns {Buffer} */
  const frame = () => {
    const payload = Buffer.from(Array.from({ length: Math.floor(random() * 60) }, byte));
    const head = Buffer.alloc(9);
    head.writeUIntBE(random() < 0.8 ? payload.length : byte() * byte(), 0, 3);
    head[3] = Math.floor(random() * 12);
    head[4] = byte();
    head.writeUInt32BE(Math.floor(random() * 8), 5);
    return Buffer.concat([head, payload]);
  };
  let sequences = 0;
  await crowd(8, signal, async () => {
    if (sequences++ >= GARBAGE_SEQUENCES) return void (await sleep(50));
    const socket = await openSocket(port, { answers: random() < 0.5 });
    const frames = Array.from({ length: 1 + Math.floor(random() * 5) }, frame);
    if (random() < 0.3) frames.unshift(headers(1, BLOCK), windowUpdate(1, 1_000));
    await socket.send(Buffer.concat(frames));
    await sleep(2);
    socket.close();
  });
}

/**
 * The attacks on a server with a local speech engine. Floods come last: the garbage collector is busy for a while after
 * them, which must not count against another attack.
 * @type {Readonly<Record<string, Attack>>}
 */
export const ATTACKS = {
  slow_listeners: slowListeners,
  endless_sentences: turnsOf(LONG_PROMPTS, 4),
  hostile_text: turnsOf(HOSTILE_PROMPTS, 4),
  endless_models: turnsOf(ENDLESS_PROMPTS, 8),
  headers_only: headersOnly,
  half_messages: halfMessages,
  garbage_frames: garbageFrames,
  resets,
  stream_flood: streamFlood,
};

/**
 * The attacks on a server that uses a speech server.
 * @type {Readonly<Record<string, Attack>>}
 */
export const SPEECH_ATTACKS = {
  endless_speech: turnsOf(ENDLESS_SPEECH_PROMPTS, 8),
};
