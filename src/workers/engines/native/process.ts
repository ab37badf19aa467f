/**
 * The process in which the system's eSpeak NG speaks for one thread: `node process.js <words per minute>`. It reads
 * sentences from its standard input and writes their sound to its standard output (messages.ts). It ends with its input.
 */
import { readSync, writeSync } from 'node:fs';
import type * as Koffi from 'koffi';
import { LocalEspeak } from '../espeak-instance.js';
import { findNativeEspeak, NativeEspeak } from './library.js';
import { END, FAILED, jsonBytes, NUMBER_BYTES, numberBytes, type SentenceMessage } from './messages.js';

const INPUT = 0;
const OUTPUT = 1;
/** The chunks of sound after the first that are sent together: to wake the thread costs as much as several of them. */
const CHUNKS_TOGETHER = 4;

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;
const PR_SET_DUMPABLE = 4;

// A signal to the whole group, such as ctrl-c, must not end it: the server still speaks its running turns.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

function setUpProcess(koffi: typeof Koffi): void {
  const prctl = koffi.load('libc.so.6').func('int prctl(int option, unsigned long value)');
  // Linux kills this process with the thread that started it, also while the engine is caught in an endless loop.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A core dump would hold the words of a user.
  prctl(PR_SET_DUMPABLE, 0);
}

/** @throws Error that names what is not installed */
async function load(rateWordsPerMinute: number): Promise<LocalEspeak> {
  const path = findNativeEspeak();
  const koffi = await import('koffi').catch(() => {
    throw new Error('the package koffi is not installed (npm install koffi)');
  });
  setUpProcess(koffi);
  return await LocalEspeak.load(async () => new NativeEspeak(koffi, path), rateWordsPerMinute);
}

/** Reads exactly `byteLength` bytes; waits for them. @returns undefined when the input has ended */
function read(byteLength: number): Buffer | undefined {
  const bytes = Buffer.alloc(byteLength);
  for (let at = 0; at < byteLength; ) {
    const count = readSync(INPUT, bytes, at, byteLength - at, null);
    if (count === 0) return undefined;
    at += count;
  }
  return bytes;
}

function readSentence(): SentenceMessage | undefined {
  const length = read(NUMBER_BYTES);
  const json = length && read(length.readUInt32LE());
  return json && JSON.parse(json.toString());
}

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength; ) at += writeSync(OUTPUT, bytes, at);
}

/** Speaks a sentence and writes its sound: the first chunk at once, and later ones several together. */
function speak(espeak: LocalEspeak, { markup, file, isFresh }: SentenceMessage): void {
  let chunks: Int16Array[] = [];
  let wanted = 1;
  const send = (): void => {
    if (chunks.length === 0) return;
    const samples = chunks.reduce((sum, { length }) => sum + length, 0);
    const sound = chunks.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength));
    write(Buffer.concat([numberBytes(samples), ...sound]));
    chunks = [];
    wanted = CHUNKS_TOGETHER;
  };
  if (isFresh) espeak.reset();
  espeak.speak(markup, file, (samples) => {
    // The engine writes its next chunk to the same place.
    chunks.push(samples.slice());
    if (chunks.length >= wanted) send();
    return false;
  });
  send();
  write(numberBytes(END));
}

/** Speaks the sentences of the input, one after the other. */
function serve(espeak: LocalEspeak): void {
  for (let sentence = readSentence(); sentence; sentence = readSentence()) {
    try {
      speak(espeak, sentence);
    } catch {
      // The cause is discarded, as it may quote the text.
      write(numberBytes(FAILED));
    }
  }
}

const espeak = await load(Number(process.argv[2])).catch((cause: unknown) => {
  // No sentence was read yet, so that the message holds nothing of a user.
  write(jsonBytes({ error: cause instanceof Error ? cause.message : String(cause) }));
});
if (espeak) {
  write(jsonBytes({ sampleRateHz: espeak.sampleRateHz, voices: espeak.voices }));
  serve(espeak);
}
