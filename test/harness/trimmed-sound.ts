import { samplesIn } from '../../src/shared/pcm.js';
import { TAIL_MS } from '../../src/shared/sentence-ends.js';
import { withoutSilentEnds } from '../../src/workers/sound/silence-trimmer.js';

/** The highest absolute sample that counts as silence: −50 dB of full scale. */
const SILENCE_PEAK = 104;

/** Returns a sentence's samples (mono int16) as a listener gets them: without silence before it, and with the quiet end of every sentence. */
export function trimmedSound(samples: Int16Array, rateHz: number): Int16Array {
  const sound = withoutSilentEnds(samples, rateHz);
  const loudEnd = sound.findLastIndex((sample) => Math.abs(sample) > SILENCE_PEAK) + 1;
  const whole = new Int16Array(loudEnd + samplesIn(TAIL_MS, rateHz));
  whole.set(sound);
  return whole;
}
