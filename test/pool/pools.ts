import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SlotTable } from '../../src/main/pool/slot-table.js';
import { WorkerPool } from '../../src/main/pool/worker-pool.js';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import type { SpeakResult } from '../../src/shared/task-messages.js';

const FAULTY = fileURLToPath(new URL('./workers/faulty.mjs', import.meta.url));
/** The timeout of a wait, ms, long enough for a slow machine. */
const WAIT_TIMEOUT_MS = 20_000;

export interface PoolUnderTest {
  readonly pool: WorkerPool;
  readonly arena: Arena;
  readonly slots: SlotTable;
  /** The events of the pool, in order: "died", "hung", "replaced" and "error". */
  readonly eventNames: string[];
  /** Runs a sentence; `frames` holds the sample count of each frame, and the frames are given back. */
  speak(text: string, costMs?: number): Promise<{ result: Promise<SpeakResult>; frames: number[]; cancel: () => void }>;
  close(): Promise<void>;
}

export const SLOW_START = fileURLToPath(new URL('./workers/slow-start.mjs', import.meta.url));

export function startPool(
  threads = 1,
  slotCount = 4,
  hangTimeoutMs = 600_000,
  prefetched: 0 | 1 = 0,
  workerFile = FAULTY,
): PoolUnderTest {
  const memory = createArenaMemory(8 * 64, 64);
  const arena = new Arena(memory);
  const slots = new SlotTable(slotCount, prefetched, 1);
  const eventNames: string[] = [];
  const setup = {
    arena: memory,
    slots: slots.memory,
    nice: 0,
    audio: { sampleRateHz: 48_000, firstChunkSamples: 1, chunkSamples: 1, arenaWaitMs: 1_000 },
    speech: {
      engines: [],
      defaultLanguage: 'en',
      espeakRateWpm: 175,
      espeakLibrary: 'package' as const,
      fliteVoice: 'slt',
      maxSentenceMs: 60_000,
      warmUpLanguages: [],
    },
    segments: false,
    screenshot: undefined,
    httpSpeech: undefined,
  };
  const pool = new WorkerPool({ name: 'cpu', threads, hangTimeoutMs, slots, setup, workerFile }, arena, {
    workerLost: (_pool, reason) => eventNames.push(reason),
    workerReplaced: () => eventNames.push('replaced'),
    workerError: () => eventNames.push('error'),
  });
  const speak: PoolUnderTest['speak'] = async (text, costMs = 0) => {
    const frames: number[] = [];
    const task = {
      text,
      sentence: text,
      earlierSoundMs: 0,
      pauseMs: 0,
      language: undefined,
      voice: undefined,
      audioField: 2,
    };
    const started = await pool.start('speak', task, {
      order: { deadlineMs: performance.now(), costMs },
      onFrame: (block, place, byteLength, samples) => {
        if (byteLength !== 1 || arena.bytes[block * arena.blockBytes + place] !== samples)
          throw new Error('wrong bytes');
        frames.push(samples);
        arena.release(block);
      },
    });
    return { ...started, frames };
  };
  return { pool, arena, slots, eventNames, speak, close: () => pool.close() };
}

/** Waits until `holds` returns true; throws after a timeout. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + WAIT_TIMEOUT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await sleep(5);
  }
}
