import { WorkerPictures } from '../../src/main/pictures/worker-pictures.js';
import { SlotTable } from '../../src/main/pool/slot-table.js';
import { WORKER_FILE, WorkerPool } from '../../src/main/pool/worker-pool.js';
import { DECODER_SET_UP } from '../../src/main/server/worker-setup.js';
import type { PictureOutcome } from '../../src/main/turn/services.js';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import type { ScreenshotSetup } from '../../src/shared/task-messages.js';
import { base64 } from '../harness/webp.js';

const SETUP: ScreenshotSetup = {
  maxWidth: 1_280,
  maxHeight: 1_280,
  maxPixels: 24_000_000,
  format: 'jpeg',
  quality: 80,
  timeoutMs: 20_000,
  decoderSetUp: DECODER_SET_UP,
};

export interface ScreenshotPool {
  readonly pool: WorkerPool;
  readonly pictures: WorkerPictures;
  /** Prepares a WebP file; without `signal` it is never aborted. */
  prepare(file: Buffer, signal?: AbortSignal): Promise<PictureOutcome>;
  close(): Promise<void>;
}

/** Starts the real worker in its own pool with one thread. */
export function startScreenshots(setup: Partial<ScreenshotSetup> = {}): ScreenshotPool {
  const screenshot = { ...SETUP, ...setup };
  const memory = createArenaMemory(64, 64);
  const slots = new SlotTable(1, 0, 1);
  const workerSetup = {
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
    screenshot,
    httpSpeech: undefined,
  };
  const options = { name: 'screenshot', threads: 1, hangTimeoutMs: 600_000, slots, setup: workerSetup };
  const noEvents = { workerLost: () => {}, workerReplaced: () => {}, workerError: () => {} };
  const pool = new WorkerPool({ ...options, workerFile: WORKER_FILE }, new Arena(memory), noEvents);
  const pictures = new WorkerPictures(pool, screenshot.timeoutMs);
  const prepare = (file: Buffer, signal = new AbortController().signal) => pictures.prepare(base64(file), signal);
  return { pool, pictures, prepare, close: () => pool.close() };
}
