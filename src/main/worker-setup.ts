import { type ArenaMemory, createArenaMemory } from '../shared/arena.js';
import type { Config } from '../shared/config/schema.js';
import { samplesIn } from '../shared/pcm.js';
import type { EngineName, ScreenshotSetup, WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlotMemory } from '../shared/task-slots.js';
import { audioMessageCapacity } from '../shared/wire.js';

/** Engines by `tts.engine`, in the order they are tried. */
const ENGINES: Readonly<Record<Config['tts']['engine'], readonly EngineName[]>> = {
  auto: ['espeak', 'flite'],
  espeak: ['espeak'],
  flite: ['flite'],
};

/** The arena: its blocks hold one message of the longest chunk. */
export function arenaFor({ audio }: Config): ArenaMemory {
  return createArenaMemory(audio.arena_bytes, audioMessageCapacity(samplesIn(audio.chunk_ms, audio.sample_rate)));
}

/** Everything in the config that decides how a text sounds, and how its audio is cut into frames. */
export function speakerOf({ audio, tts }: Config): string {
  const voices = [tts.engine, tts.default_language, tts.espeak_rate_wpm, tts.flite_voice];
  return [...voices, audio.sample_rate, audio.first_chunk_ms, audio.chunk_ms].join(' ');
}

/** What a pool is for. */
export type PoolName = 'cpu' | 'io' | 'screenshot';

/** What the threads of a pool need to know. */
export function workerSetupFor(
  { audio, screenshot, tts, workers }: Config,
  arena: ArenaMemory,
  slots: TaskSlotMemory,
  pool: PoolName,
): WorkerSetup {
  return {
    arena,
    slots,
    nice: { cpu: workers.cpu_nice, io: 0, screenshot: workers.screenshot_nice }[pool],
    audio: {
      sampleRateHz: audio.sample_rate,
      firstChunkSamples: samplesIn(audio.first_chunk_ms, audio.sample_rate),
      chunkSamples: samplesIn(audio.chunk_ms, audio.sample_rate),
      arenaWaitMs: audio.arena_wait_ms,
    },
    speech: {
      engines: pool === 'cpu' ? ENGINES[tts.engine] : [],
      defaultLanguage: tts.default_language,
      espeakRateWpm: tts.espeak_rate_wpm,
      fliteVoice: tts.flite_voice,
      warmUpLanguages: tts.warm_up_languages.split(/[\s,]+/).filter((language) => language !== ''),
    },
    screenshot: pool === 'screenshot' ? screenshotSetupFor(screenshot) : undefined,
  };
}

function screenshotSetupFor(screenshot: Config['screenshot']): ScreenshotSetup {
  return {
    maxWidth: screenshot.max_width,
    maxHeight: screenshot.max_height,
    maxPixels: screenshot.max_pixels,
    format: screenshot.format,
    quality: screenshot.quality,
    timeoutMs: screenshot.timeout_ms,
  };
}
