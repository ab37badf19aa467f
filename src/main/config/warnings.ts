import type { Config } from '../../shared/config/schema.js';
import { BYTES_PER_SAMPLE, samplesIn } from '../../shared/pcm.js';
import { expectedSpeechMs, NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';

/** A warning about values that are allowed but together do not have the effect that they suggest. */
export interface ConfigWarning {
  readonly key: string;
  /** The values that do not fit together, and the effect. */
  readonly text: string;
}

/** Finds limits of a valid config that defeat each other. */
export function findWarnings({ audio, backpressure, tts, workers }: Config): ConfigWarning[] {
  const warnings: ConfigWarning[] = [];
  const warn = (isOdd: boolean, key: string, text: string): void => {
    if (isOdd) warnings.push({ key, text });
  };
  const streams = backpressure.max_concurrent_streams;
  const bytesOf = (ms: number): number => samplesIn(ms, audio.sample_rate) * BYTES_PER_SAMPLE;

  warn(
    workers.max_queue < streams,
    'workers.max_queue',
    `${workers.max_queue} is less than backpressure.max_concurrent_streams (${streams}): when all streams begin at once, requests are refused before that limit is reached`,
  );
  const heldBytes = streams * bytesOf(audio.lookahead_seconds * 1000);
  warn(
    audio.arena_bytes < heldBytes,
    'audio.arena_bytes',
    `${audio.arena_bytes} is less than audio.lookahead_seconds of all streams (${heldBytes} bytes): slow listeners can fill it, and new requests are then refused`,
  );
  const longestSeconds = expectedSpeechMs('x'.repeat(tts.max_sentence_chars)) / 1000 / speechRate(tts);
  warn(
    longestSeconds > tts.max_sentence_seconds,
    'tts.max_sentence_seconds',
    `${tts.max_sentence_seconds} is less than a sentence of tts.max_sentence_chars takes (about ${Math.ceil(longestSeconds)} s): long sentences are cut off`,
  );
  const phraseBytes = bytesOf(expectedSpeechMs('x'.repeat(tts.cache_max_chars)));
  warn(
    tts.cache_bytes > 0 && phraseBytes > tts.cache_bytes,
    'tts.cache_max_chars',
    `a phrase of ${tts.cache_max_chars} characters (about ${phraseBytes} bytes) is larger than tts.cache_bytes (${tts.cache_bytes}): it is never cached`,
  );
  return warnings;
}

/** Returns the speed of the slowest voice that the config names; 1 is the normal speed. */
function speechRate({ engine, espeak_rate_wpm, openai_speed }: Config['tts']): number {
  const embedded = espeak_rate_wpm / NORMAL_WORDS_PER_MINUTE;
  return engine === 'openai' ? Math.min(embedded, openai_speed) : embedded;
}
