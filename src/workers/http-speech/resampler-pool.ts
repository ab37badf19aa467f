import { Resampler } from '../resample/index.js';

/** Input samples resampled at a time: what they become must have room in `output`. */
export const SLICE_SAMPLES = 4096;
/** Idle ones that are kept; a server sends one rate, but it may name any. */
const MAX_IDLE = 16;

/** A resampler for one stream at a time, with room for its output. */
export interface PooledResampler {
  readonly inputRateHz: number;
  readonly resampler: Resampler;
  /** Of a slice, or of the rest of a stream. */
  readonly output: Int16Array;
}

/** Resamplers of the streams that a thread reads at the same time. */
export class ResamplerPool {
  readonly #outputRateHz: number;
  readonly #idle: PooledResampler[] = [];

  constructor(outputRateHz: number) {
    this.#outputRateHz = outputRateHz;
  }

  take(inputRateHz: number): PooledResampler {
    const index = this.#idle.findIndex((idle) => idle.inputRateHz === inputRateHz);
    const [idle] = index < 0 ? [] : this.#idle.splice(index, 1);
    if (idle) return idle;
    const resampler = new Resampler(inputRateHz, this.#outputRateHz);
    return { inputRateHz, resampler, output: new Int16Array(resampler.maxOutputSamples(SLICE_SAMPLES)) };
  }

  /** Its stream has ended, however it did. */
  give(pooled: PooledResampler): void {
    pooled.resampler.reset();
    this.#idle.unshift(pooled);
    this.#idle.splice(MAX_IDLE);
  }
}
