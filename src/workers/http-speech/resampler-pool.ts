import { Resampler } from '../resample/index.js';

/** The number of input samples that are resampled at a time; `output` must have room for the result. */
export const SLICE_SAMPLES = 4096;
/** The number of idle resamplers that are kept. A server sends one rate, but it may name any rate. */
const MAX_IDLE = 16;

/** A resampler for one stream at a time, with room for its output. */
export interface PooledResampler {
  readonly inputRateHz: number;
  readonly resampler: Resampler;
  /** The output of a slice, or of the rest of a stream. */
  readonly output: Int16Array;
}

/** The resamplers of the streams that a thread reads at the same time. */
export class ResamplerPool {
  readonly #outputRateHz: number;
  readonly #idle: PooledResampler[] = [];

  constructor(outputRateHz: number) {
    this.#outputRateHz = outputRateHz;
  }

  acquire(inputRateHz: number): PooledResampler {
    const index = this.#idle.findIndex((idle) => idle.inputRateHz === inputRateHz);
    const [idle] = index < 0 ? [] : this.#idle.splice(index, 1);
    if (idle) return idle;
    const resampler = new Resampler(inputRateHz, this.#outputRateHz);
    return { inputRateHz, resampler, output: new Int16Array(resampler.maxOutputSamples(SLICE_SAMPLES)) };
  }

  /** Gives a resampler back after its stream has ended, with or without an error. */
  release(pooled: PooledResampler): void {
    pooled.resampler.reset();
    this.#idle.unshift(pooled);
    this.#idle.splice(MAX_IDLE);
  }
}
