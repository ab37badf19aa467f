import { samplesIn } from '../../shared/pcm.js';
import { LEAD_MS, TAIL_MS } from '../../shared/sentence-ends.js';

/** The highest absolute sample that counts as silence: −50 dB of full scale. */
const SILENCE_PEAK = 104;

/** Takes samples (mono int16). The view is only valid during the call. */
type Emit = (samples: Int16Array) => void;

/**
 * Cuts the silence off both ends of a sentence while its samples arrive. The end is always `TAIL_MS` long, so that the
 * pause between two sentences does not depend on the engine. Silence inside a sentence is passed on when sound follows.
 */
export class SilenceTrimmer {
  readonly #leadSamples: number;
  readonly #tailSamples: number;
  /** Quiet samples that were not passed on yet. */
  #held: Int16Array;
  #heldCount = 0;
  #hasSound = false;

  constructor(sampleRateHz: number) {
    this.#leadSamples = samplesIn(LEAD_MS, sampleRateHz);
    this.#tailSamples = samplesIn(TAIL_MS, sampleRateHz);
    this.#held = new Int16Array(2 * this.#leadSamples);
  }

  /** Reads samples (mono int16), and passes on those that belong to the sentence for certain. */
  push(samples: Int16Array, emit: Emit): void {
    let first = 0;
    while (first < samples.length && isQuiet(samples[first]!)) first++;
    if (first === samples.length) {
      this.#hold(samples);
      return;
    }
    let end = samples.length;
    while (isQuiet(samples[end - 1]!)) end--;
    if (!this.#hasSound) {
      this.#hold(samples.subarray(0, first));
    } else {
      first = 0;
    }
    this.#hasSound = true;
    if (this.#heldCount > 0) emit(this.#held.subarray(0, this.#heldCount));
    this.#heldCount = 0;
    emit(samples.subarray(first, end));
    this.#hold(samples.subarray(end));
  }

  /** Ends the sentence: passes on its quiet end. The next sentence may follow. */
  end(emit: Emit): void {
    if (this.#hasSound) {
      this.#reserve(this.#tailSamples);
      this.#held.fill(0, this.#heldCount, Math.max(this.#heldCount, this.#tailSamples));
      emit(this.#held.subarray(0, this.#tailSamples));
    }
    this.reset();
  }

  /** Forgets the present sentence. */
  reset(): void {
    this.#heldCount = 0;
    this.#hasSound = false;
  }

  #hold(samples: Int16Array): void {
    // Before the first sound only the last samples are kept.
    const kept = this.#hasSound ? samples : samples.subarray(Math.max(0, samples.length - this.#leadSamples));
    this.#reserve(this.#heldCount + kept.length);
    this.#held.set(kept, this.#heldCount);
    this.#heldCount += kept.length;
    const surplus = this.#hasSound ? 0 : this.#heldCount - this.#leadSamples;
    if (surplus <= 0) return;
    this.#held.copyWithin(0, surplus, this.#heldCount);
    this.#heldCount -= surplus;
  }

  #reserve(count: number): void {
    if (this.#held.length >= count) return;
    const larger = new Int16Array(2 * count);
    larger.set(this.#held.subarray(0, this.#heldCount));
    this.#held = larger;
  }
}

function isQuiet(sample: number): boolean {
  return sample >= -SILENCE_PEAK && sample <= SILENCE_PEAK;
}

/** Returns a view of `samples` (mono int16) without the silence at both ends; empty when there is no sound. */
export function withoutSilentEnds(samples: Int16Array, sampleRateHz: number): Int16Array {
  let first = 0;
  while (first < samples.length && isQuiet(samples[first]!)) first++;
  if (first === samples.length) return samples.subarray(0, 0);
  let end = samples.length;
  while (isQuiet(samples[end - 1]!)) end--;
  return samples.subarray(
    Math.max(0, first - samplesIn(LEAD_MS, sampleRateHz)),
    end + samplesIn(TAIL_MS, sampleRateHz),
  );
}
