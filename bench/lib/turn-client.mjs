// What clients do, over the wire client: turns, interrupts, health checks.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { REPOSITORY } from './folders.mjs';

const root = new protobuf.Root();
root.loadSync(join(REPOSITORY, 'proto/streaming.proto'));
const encoderOf = (name) => {
  const type = root.lookupType(`streaming.${name}`);
  return (fields) => type.encode(fields).finish();
};
const encodeTurn = encoderOf('StreamRequest');
const encodeInterrupt = encoderOf('InterruptRequest');

/** First byte of a message: field number and wire type of its content. */
const TEXT = 0x0a;
export const AUDIO = 0x12;
const END = 0x1a;
const ERROR = 0x22;

const BYTES_A_MS = (48_000 * 2) / 1000;
/** What is in an audio message beside its samples, for messages of more than 2 ms. */
const AROUND_SAMPLES_BYTES = 23;

/** ms of sound in an audio message of so many bytes, at 48 kHz. */
export const audioMsOf = (messageBytes) => (messageBytes - AROUND_SAMPLES_BYTES) / BYTES_A_MS;

/** A screenshot as its part of an encoded request: encoded once, as it is large. */
export const screenshotPart = (webp, screenWidth, screenHeight) =>
  encodeTurn({ screenshot: webp.toString('base64'), screenWidth, screenHeight });

/**
 * Starts a turn.
 * @param fields of StreamRequest; the ids are made when they are not given; `part` is an encoded part of the request
 * @param heard `audio(ms, now)`: so much sound came; `piece(bytes, now)`: bytes of whatever kind came
 * @returns the call, its ids and `done`: ms since the request to the first text, first audio and end; how it ended
 */
export function startTurn(connection, { part, ...fields }, heard = {}) {
  const ids = { hardwareId: fields.hardwareId ?? randomUUID(), sessionId: fields.sessionId ?? randomUUID() };
  const encoded = encodeTurn({ ...fields, ...ids });
  const message = part ? Buffer.concat([encoded, part]) : encoded;
  const seen = { textMs: undefined, audioMs: undefined, endMs: 0, soundMs: 0, messages: 0, outcome: 'cut short' };
  const sentAt = performance.now();
  let call;
  const done = new Promise((resolve) => {
    call = connection.request('StreamAudio', message, {
      piece: heard.piece,
      message(kind, bytes, now) {
        if (kind === AUDIO) {
          seen.audioMs ??= now - sentAt;
          seen.messages++;
          const ms = audioMsOf(bytes);
          seen.soundMs += ms;
          heard.audio?.(ms, now);
        } else if (kind === TEXT) seen.textMs ??= now - sentAt;
        else if (kind === END) seen.outcome = 'completed';
        else if (kind === ERROR) seen.outcome = 'refused';
      },
      ended(now, wasReset) {
        if (wasReset && seen.outcome !== 'completed') seen.outcome = 'reset';
        seen.endMs = now - sentAt;
        resolve(seen);
      },
    });
  });
  return { ...ids, ...call, done };
}

/** One turn, from request to end. @throws Error when it was not answered in full */
export async function wholeTurn(connection, fields) {
  const seen = await startTurn(connection, fields).done;
  if (seen.outcome !== 'completed') throw new Error(`a turn was ${seen.outcome}`);
  return seen;
}

/** Stops what a device is being told; gives ms to the reply (or to the refusal) and when it came. */
export function interrupt(connection, hardwareId) {
  return unary(connection, 'InterruptSession', encodeInterrupt({ hardwareId }));
}

/** As `interrupt`. */
export function checkHealth(connection) {
  return unary(connection, 'HealthCheck', Buffer.alloc(0));
}

function unary(connection, method, message) {
  const sentAt = performance.now();
  return new Promise((resolve) => {
    let repliedAt;
    connection.request(method, message, {
      message: (_kind, _bytes, now) => {
        repliedAt = now;
      },
      ended: (now) => resolve({ sentAt, repliedAt: repliedAt ?? now, replyMs: (repliedAt ?? now) - sentAt }),
    });
  });
}
