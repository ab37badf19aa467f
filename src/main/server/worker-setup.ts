import { type ArenaMemory, createArenaMemory } from '../../shared/arena.js';
import type { Config } from '../../shared/config/schema.js';
import { createOnce } from '../../shared/once.js';
import { samplesIn } from '../../shared/pcm.js';
import type { EngineName, HttpSpeechSetup, ScreenshotSetup, WorkerSetup } from '../../shared/task-messages.js';
import type { TaskSlotMemory } from '../../shared/task-slots.js';
import { audioMessageCapacity } from '../../shared/wire.js';
import { warmUpLanguages } from '../config/contradictions.js';

/** Engines by `tts.engine`, in the order they are tried. */
const ENGINES: Readonly<Record<Config['tts']['engine'], readonly EngineName[]>> = {
  auto: ['espeak', 'flite'],
  espeak: ['espeak'],
  flite: ['flite'],
  openai: ['espeak', 'flite'],
};

/** The setup of the picture decoder, once per process: the threads of all servers share the decoder's settings. */
export const DECODER_SET_UP = createOnce();

/** Creates the memory of the arena. A block holds one message of the longest chunk. */
export function arenaFor({ audio }: Config): ArenaMemory {
  return createArenaMemory(audio.arena_bytes, audioMessageCapacity(samplesIn(audio.chunk_ms, audio.sample_rate)));
}

/** Returns the settings that decide how a text sounds and how its audio is cut into frames, as one text. */
export function speakerOf({ audio, tts }: Config): string {
  const voices = [tts.engine, tts.espeak_library, tts.default_language, tts.espeak_rate_wpm, tts.flite_voice];
  const server = [
    tts.openai_base_url,
    tts.openai_model,
    tts.openai_voice,
    tts.openai_format,
    tts.openai_speed,
    tts.openai_gain_db,
  ];
  const frames = [tts.openai_sample_rate, audio.sample_rate, audio.first_chunk_ms, audio.chunk_ms];
  return [...voices, ...server, ...frames].join(' ');
}

/** The name of a pool, by the work of its threads. */
export type PoolName = 'cpu' | 'io' | 'screenshot';

/** @param key the API key; undefined = the speech server needs no key */
export function httpSpeechSetupFor(tts: Config['tts'], key: string | undefined): HttpSpeechSetup {
  return {
    url: `${tts.openai_base_url.replace(/\/+$/, '')}/audio/speech`,
    key,
    model: tts.openai_model,
    voice: tts.openai_voice,
    format: tts.openai_format,
    sampleRateHz: tts.openai_sample_rate,
    speed: tts.openai_speed,
    gainDb: tts.openai_gain_db,
    connectTimeoutMs: tts.connect_timeout_ms,
    firstAudioTimeoutMs: tts.first_audio_timeout_ms,
    chunkTimeoutMs: tts.chunk_timeout_ms,
    tailTimeoutMs: tts.tail_timeout_ms,
    maxSentenceMs: tts.max_sentence_seconds * 1000,
  };
}

/**
 * Returns the setup of the threads of a pool.
 * @param httpSpeech the settings of the speech server, for the threads of the io pool
 */
export function workerSetupFor(
  { audio, screenshot, tts, workers }: Config,
  arena: ArenaMemory,
  slots: TaskSlotMemory,
  pool: PoolName,
  httpSpeech: HttpSpeechSetup | undefined,
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
      espeakLibrary: tts.espeak_library,
      fliteVoice: tts.flite_voice,
      maxSentenceMs: tts.max_sentence_seconds * 1000,
      warmUpLanguages: warmUpLanguages(tts),
    },
    segments: pool === 'io',
    screenshot: pool === 'screenshot' ? screenshotSetupFor(screenshot) : undefined,
    httpSpeech: pool === 'io' ? httpSpeech : undefined,
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
    decoderSetUp: DECODER_SET_UP,
  };
}
