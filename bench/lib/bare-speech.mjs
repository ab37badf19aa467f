// The floor of all suites that speak: engine and resampler in a bare loop in this thread, without any other work.
import { loadEspeak } from '#dist/workers/engines/espeak.js';
import { Resampler } from '#dist/workers/resample/index.js';

const RATE_WPM = 175;
const VOICE = 'en-us';
const OUTPUT_RATE_HZ = 48_000;

/** @typedef {Awaited<ReturnType<typeof loadBareSpeech>>} SpeakBare */

/**
 * Loads the engine and the resampler.
 * @returns a function that speaks a sentence and drops its samples; it returns their number at 48 kHz and the time at
 *   which the first ones were ready
 */
export async function loadBareSpeech() {
  const engine = await loadEspeak(RATE_WPM);
  const resampler = new Resampler(engine.sampleRateHz, OUTPUT_RATE_HZ);
  const output = new Int16Array(resampler.maxOutputSamples(engine.sampleRateHz));

  /** @param {string} sentence */
  return (sentence) => {
    let samples = 0;
    let firstAt = 0;
    engine.speak(sentence, VOICE, (input) => {
      samples += resampler.process(input, output);
      firstAt ||= performance.now();
      return false;
    });
    samples += resampler.flush(output);
    return { samples, firstAt };
  };
}

/**
 * Returns the length of `samples` samples of sound, seconds.
 * @param {number} samples
 */
export const secondsOf = (samples) => samples / OUTPUT_RATE_HZ;
