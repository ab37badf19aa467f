// The floor under everything that speaks: engine and resampler in a bare loop, in this thread, with nothing around them.
import { loadEspeak } from '../../dist/workers/engines/espeak.js';
import { Resampler } from '../../dist/workers/resample/index.js';

const RATE_WPM = 175;
const VOICE = 'en-us';
const OUTPUT_RATE_HZ = 48_000;

/** @returns `speak`: speaks a sentence into nothing; gives its samples at 48 kHz and when its first ones were ready */
export async function loadBareSpeech() {
  const engine = await loadEspeak(RATE_WPM);
  const resampler = new Resampler(engine.sampleRateHz, OUTPUT_RATE_HZ);
  const output = new Int16Array(resampler.maxOutputSamples(engine.sampleRateHz));

  return (sentence) => {
    let samples = 0;
    let firstAt;
    engine.speak(sentence, VOICE, (input) => {
      samples += resampler.process(input, output);
      firstAt ??= performance.now();
      return false;
    });
    samples += resampler.flush(output);
    return { samples, firstAt };
  };
}

/** s of sound in so many samples. */
export const secondsOf = (samples) => samples / OUTPUT_RATE_HZ;
