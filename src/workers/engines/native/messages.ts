/**
 * The messages between a thread and the process of its native eSpeak NG. All numbers are uint32, little-endian.
 *
 *   thread → process   a sentence   length (bytes) │ JSON
 *   process → thread   once         length (bytes) │ JSON: the engine, or the reason why it cannot speak
 *                      sound        samples, > 0   │ samples (mono int16)
 *                      the end      0
 *                      a failure    FAILED
 */
import type { EspeakVoice } from '../espeak-library.js';

/** The bytes of a number. */
export const NUMBER_BYTES = 4;
/** The number that stands for the end of a sentence. */
export const END = 0;
/** The number that stands for a failure of the engine. */
export const FAILED = 0xffffffff;

/** The most samples in a message: more means that the process is out of order. */
export const MAX_SAMPLES = 1_000_000;

/** The engine of a process. */
export interface LoadedEngine {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
}

export type Greeting = LoadedEngine | { readonly error: string };

export interface SentenceMessage {
  readonly markup: string;
  /** The voice file. */
  readonly file: string;
  /** Tells whether the voice is set anew. */
  readonly isFresh: boolean;
}

/** Returns a number as the bytes of a message. */
export function numberBytes(value: number): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Returns a value as the bytes of a message: its length, and JSON. */
export function jsonBytes(value: Greeting | SentenceMessage): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  return Buffer.concat([numberBytes(json.byteLength), json]);
}
