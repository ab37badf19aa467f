import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import type { HttpSpeechSetup, SpeakHttpResult } from '../../src/shared/task-messages.js';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';
import { AUDIO_FIELD, audioMessageCapacity, HEAD_BYTES } from '../../src/shared/wire.js';
import { HttpSpeaker } from '../../src/workers/http-speech/http-speaker.js';
import { PROVIDER_RATE_HZ } from '../harness/speech-server.js';

export const OUTPUT_RATE_HZ = 48_000;
const CHUNK_SAMPLES = 2_400;
const FIRST_CHUNK_SAMPLES = 960;
const SLOTS = 40;
/** The timeout of a wait, ms, long enough for a slow machine. */
const WAIT_TIMEOUT_MS = 20_000;

export interface SpokenSentence {
  readonly result: SpeakHttpResult;
  readonly samples: Int16Array;
  /** The number of samples in each frame. */
  readonly frames: readonly number[];
}

export interface SpeakerOptions {
  readonly setup?: Partial<HttpSpeechSetup>;
  readonly blocks?: number;
  readonly arenaWaitMs?: number;
}

/** Returns the setup for a speech server, with timeouts that are long enough for a slow machine. */
export function httpSpeechSetup(url: string): HttpSpeechSetup {
  return {
    url: `${url}/audio/speech`,
    key: 'secret',
    model: 'a-model',
    voice: 'a-voice',
    format: 'pcm',
    sampleRateHz: PROVIDER_RATE_HZ,
    speed: 1,
    gainDb: 0,
    connectTimeoutMs: 20_000,
    firstAudioTimeoutMs: 20_000,
    chunkTimeoutMs: 20_000,
    tailTimeoutMs: 50,
    maxSentenceMs: 120_000,
  };
}

/** Creates a speaker in this thread, with its own arena and slots. */
export function speakerFor(url: string, { setup = {}, blocks = 2_000, arenaWaitMs = 20_000 }: SpeakerOptions = {}) {
  const blockBytes = Math.ceil(audioMessageCapacity(CHUNK_SAMPLES) / 64) * 64;
  const memory = createArenaMemory(blocks * blockBytes, blockBytes);
  const arena = new Arena(memory);
  const slotMemory = createTaskSlotMemory(SLOTS, 1);
  const audio = {
    sampleRateHz: OUTPUT_RATE_HZ,
    firstChunkSamples: FIRST_CHUNK_SAMPLES,
    chunkSamples: CHUNK_SAMPLES,
    arenaWaitMs,
  };
  const speaker = new HttpSpeaker({ ...httpSpeechSetup(url), ...setup }, audio, arena);
  let taken = 0;

  /** Starts a sentence; main takes its frames while `takes` returns true. */
  function start(text: string, isReading: () => boolean = () => true, voice?: string) {
    const slot = new TaskSlot(slotMemory, taken++ % SLOTS);
    slot.reset();
    slot.begin(1);
    const frames: number[] = [];
    const parts: Int16Array[] = [];
    const drain = (): void =>
      slot.drain((block, place, _byteLength, samples) => {
        const at = (block * arena.blockBytes + HEAD_BYTES) / Int16Array.BYTES_PER_ELEMENT;
        expect(place).toBeLessThan(HEAD_BYTES);
        parts.push(arena.samples.slice(at, at + samples));
        frames.push(samples);
        arena.release(block);
      });
    const polling = setInterval(() => isReading() && drain(), 1);
    const heard = async (): Promise<SpokenSentence> => {
      const result = await speaker.speak(
        { slot: slot.index, text, voice, audioField: AUDIO_FIELD.StreamResponse },
        slot,
      );
      clearInterval(polling);
      drain();
      return { result, frames, samples: Int16Array.from(parts.flatMap((part) => [...part])) };
    };
    return { slot, frames, heard: heard() };
  }
  return { arena, start, speak: (text: string): Promise<SpokenSentence> => start(text).heard };
}

/** Waits until `holds` returns true; throws after a timeout. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + WAIT_TIMEOUT_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await sleep(2);
  }
}
