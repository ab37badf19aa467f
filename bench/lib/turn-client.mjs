// The calls of a client over the wire client: turns, interrupts, health checks.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { REPOSITORY } from './folders.mjs';

/**
 * @import { WireConnection } from './wire-client.mjs'
 *
 * @typedef {object} TurnFields the fields of StreamRequest; missing ids are generated
 * @property {string} prompt
 * @property {string} [hardwareId]
 * @property {string} [sessionId]
 * @property {Uint8Array} [part] an encoded part of the request
 *
 * @typedef {object} TurnCallbacks
 * @property {(ms: number, now: number) => void} [audio] an audio message came, with this length of sound
 * @property {(bytes: number, now: number) => void} [piece] bytes of any kind came
 *
 * @typedef {object} TurnRecord a turn as its client saw it; times are ms from the request
 * @property {number | undefined} textMs the time to the first text
 * @property {number | undefined} audioMs the time to the first audio
 * @property {number} endMs
 * @property {number} soundMs the length of the received sound
 * @property {number} messages the number of audio messages
 * @property {'completed' | 'refused' | 'reset' | 'cut short'} outcome
 *
 * @typedef {object} Reply the reply to a request, or its refusal; times are those of `performance.now()`
 * @property {number} sentAt
 * @property {number} repliedAt
 * @property {number} replyMs the time from the request to the reply
 */

const root = new protobuf.Root();
root.loadSync(join(REPOSITORY, 'proto/streaming.proto'));
/** @param {string} name */
const encoderOf = (name) => {
  const type = root.lookupType(`streaming.${name}`);
  /** @param {object} fields */
  return (fields) => type.encode(fields).finish();
};
const encodeTurn = encoderOf('StreamRequest');
const encodeInterrupt = encoderOf('InterruptRequest');

/** The value of RequestPhase for a part of a prompt. */
const COLLECT = 1;

/** The first byte of a message: field number and wire type of its content. */
const TEXT = 0x0a;
const AUDIO = 0x12;
const END = 0x1a;
const ERROR = 0x22;

const BYTES_A_MS = (48_000 * 2) / 1000;
/** The number of bytes around the samples of an audio message, for messages of more than 2 ms. */
const AROUND_SAMPLES_BYTES = 23;

/**
 * Returns the length of the sound in an audio message of `messageBytes` bytes at 48 kHz, ms.
 * @param {number} messageBytes
 */
const audioMsOf = (messageBytes) => (messageBytes - AROUND_SAMPLES_BYTES) / BYTES_A_MS;

/**
 * Encodes a screenshot as a part of a request; it is large, so it is encoded only once.
 * @param {Buffer} webp
 * @param {number} screenWidth
 * @param {number} screenHeight
 */
export const screenshotPart = (webp, screenWidth, screenHeight) =>
  encodeTurn({ screenshot: webp.toString('base64'), screenWidth, screenHeight });

/**
 * Starts a turn.
 * @param {WireConnection} connection
 * @param {TurnFields} fields
 * @param {TurnCallbacks} callbacks
 * @returns the call, its ids and `done`, which resolves at the end of the turn
 */
export function startTurn(connection, { part, ...fields }, { audio, piece } = {}) {
  const ids = { hardwareId: fields.hardwareId ?? randomUUID(), sessionId: fields.sessionId ?? randomUUID() };
  const encoded = encodeTurn({ ...fields, ...ids });
  const message = part ? Buffer.concat([encoded, part]) : encoded;
  /** @type {TurnRecord} */
  const seen = { textMs: undefined, audioMs: undefined, endMs: 0, soundMs: 0, messages: 0, outcome: 'cut short' };
  const sentAt = performance.now();
  /** @type {(seen: TurnRecord) => void} */
  let onEnd = () => {};
  /** @type {Promise<TurnRecord>} */
  const done = new Promise((resolve) => {
    onEnd = resolve;
  });
  const call = connection.request('StreamAudio', message, {
    piece,
    message(kind, bytes, now) {
      if (kind === AUDIO) {
        seen.audioMs ??= now - sentAt;
        seen.messages++;
        const ms = audioMsOf(bytes);
        seen.soundMs += ms;
        audio?.(ms, now);
      } else if (kind === TEXT) seen.textMs ??= now - sentAt;
      else if (kind === END) seen.outcome = 'completed';
      else if (kind === ERROR) seen.outcome = 'refused';
    },
    ended(now, wasReset) {
      if (wasReset && seen.outcome !== 'completed') seen.outcome = 'reset';
      seen.endMs = now - sentAt;
      onEnd(seen);
    },
  });
  return { ...ids, ...call, done };
}

/**
 * Sends a part of a prompt that its user is still speaking.
 * @param {WireConnection} connection
 * @param {{ prompt: string, hardwareId: string, sessionId: string, chunkSeq: number }} fields
 * @returns {Promise<boolean>} true when it was accepted
 */
export async function collectPart(connection, fields) {
  let isAccepted = false;
  await new Promise((resolve) => {
    connection.request('StreamAudio', encodeTurn({ ...fields, phase: COLLECT }), {
      message: (kind) => {
        isAccepted = kind === END;
      },
      ended: resolve,
    });
  });
  return isAccepted;
}

/**
 * Runs a turn to its end.
 * @param {WireConnection} connection
 * @param {TurnFields} fields
 * @throws Error when the turn did not complete
 */
export async function wholeTurn(connection, fields) {
  const seen = await startTurn(connection, fields).done;
  if (seen.outcome !== 'completed') throw new Error(`a turn was ${seen.outcome}`);
  return seen;
}

/**
 * Runs a turn to its end.
 * @param {WireConnection} connection
 * @param {TurnFields} fields
 * @throws Error when the turn did not complete or had no sound
 */
export async function spokenTurn(connection, fields) {
  const { audioMs, ...seen } = await wholeTurn(connection, fields);
  if (audioMs === undefined) throw new Error('a turn had no sound');
  return { ...seen, audioMs };
}

/**
 * Interrupts the turn of a device.
 * @param {WireConnection} connection
 * @param {string} hardwareId
 */
export function interrupt(connection, hardwareId) {
  return unary(connection, 'InterruptSession', encodeInterrupt({ hardwareId }));
}

/**
 * Sends a health check.
 * @param {WireConnection} connection
 */
export function checkHealth(connection) {
  return unary(connection, 'HealthCheck', Buffer.alloc(0));
}

/**
 * @param {WireConnection} connection
 * @param {string} method
 * @param {Uint8Array} message
 * @returns {Promise<Reply>}
 */
function unary(connection, method, message) {
  const sentAt = performance.now();
  return new Promise((resolve) => {
    /** @type {number | undefined} */
    let repliedAt;
    connection.request(method, message, {
      message: (_kind, _bytes, now) => {
        repliedAt = now;
      },
      ended: (now) => resolve({ sentAt, repliedAt: repliedAt ?? now, replyMs: (repliedAt ?? now) - sentAt }),
    });
  });
}
