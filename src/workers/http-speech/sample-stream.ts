import { setTimeout as sleep } from 'node:timers/promises';
import { type FrameWriter, WAIT_STEP_MS } from '../frame-writer.js';
import { amplify } from '../sound/gain.js';
import { SilenceTrimmer } from '../sound/silence-trimmer.js';
import type { Exchange } from './exchange.js';
import { type PooledResampler, type ResamplerPool, SLICE_SAMPLES } from './resampler-pool.js';

/**
 * The sound of a sentence that is taken as fast as it comes, ms. The rest is taken at a limited speed. Otherwise a
 * server that never ends would keep the thread busy until its sentence is cut, and the other sentences of the thread
 * would wait.
 */
const FREE_SOUND_MS = 5_000;
/** The highest speed at which the rest is taken, as a multiple of the speed at which it plays. */
const MAX_SPEED = 10;

/** The clock of a speech server: the part of an exchange that a sentence uses. */
export type ServerClock = Pick<Exchange, 'progressed' | 'pause' | 'resume' | 'soundingMs'>;

/**
 * Sets the level of one sentence's samples, cuts the silence off both ends, resamples the rest and writes it into frames.
 * The stream waits where there is no room, and does not block the thread.
 */
export class SampleStream {
  readonly #resamplers: ResamplerPool;
  readonly #pooled: PooledResampler;
  readonly #trimmer: SilenceTrimmer;
  readonly #factor: number;
  readonly #writer: FrameWriter;
  readonly #clock: ServerClock;

  /** @param factor the factor by which samples are multiplied */
  constructor(resamplers: ResamplerPool, inputRateHz: number, factor: number, writer: FrameWriter, clock: ServerClock) {
    this.#resamplers = resamplers;
    this.#pooled = resamplers.acquire(inputRateHz);
    this.#trimmer = new SilenceTrimmer(inputRateHz);
    this.#factor = factor;
    this.#writer = writer;
    this.#clock = clock;
  }

  get inputRateHz(): number {
    return this.#pooled.inputRateHz;
  }

  /**
   * Takes samples at the input rate.
   * @returns the reason when no more samples are wanted, otherwise undefined
   */
  async write(samples: Int16Array): Promise<FrameWriter['refusal']> {
    for (let from = 0; from < samples.length; from += SLICE_SAMPLES) {
      while (this.#isAhead) await this.#wait();
      const slice = samples.subarray(from, from + SLICE_SAMPLES);
      const refusal = await this.#resample(this.#trimmed(slice));
      if (refusal) return refusal;
    }
    this.#writer.notify();
    return undefined;
  }

  /** Ends the stream: takes its last samples. Returns the same as `write`. */
  async flush(): Promise<FrameWriter['refusal']> {
    const { resampler, output } = this.#pooled;
    const tail: Int16Array[] = [];
    this.#trimmer.end((samples) => tail.push(samples.slice()));
    return (await this.#resample(tail)) ?? (await this.#writeFrames(resampler.flush(output)));
  }

  /** Gives the resampler back. Call it only once. */
  close(): void {
    this.#resamplers.release(this.#pooled);
  }

  /** Returns the parts of a slice, and of the slices before it, that belong to the sentence, as copies. */
  #trimmed(slice: Int16Array): Int16Array[] {
    const parts: Int16Array[] = [];
    const samples = this.#factor === 1 ? slice : amplify(slice, this.#factor, new Int16Array(slice.length));
    this.#trimmer.push(samples, (part) => parts.push(part.slice()));
    return parts;
  }

  async #resample(parts: readonly Int16Array[]): Promise<FrameWriter['refusal']> {
    const { resampler, output } = this.#pooled;
    for (const part of parts) {
      // A part may be longer than a slice: silence inside the sentence is held until sound follows.
      for (let from = 0; from < part.length; from += SLICE_SAMPLES) {
        const count = resampler.process(part.subarray(from, from + SLICE_SAMPLES), output);
        const refusal = await this.#writeFrames(count);
        if (refusal) return refusal;
      }
    }
    return undefined;
  }

  async #writeFrames(count: number): Promise<FrameWriter['refusal']> {
    const writer = this.#writer;
    const { output } = this.#pooled;
    const before = writer.samples;
    for (let taken = writer.take(output, 0, count); taken < count; taken = writer.take(output, taken, count)) {
      if (!writer.mayWait()) return writer.refusal;
      await this.#wait();
    }
    if (writer.samples > before) this.#clock.progressed(writer.soundMs);
    return undefined;
  }

  /** Tells whether the sentence is further ahead of its listener than it needs to be. */
  get #isAhead(): boolean {
    return this.#writer.soundMs > FREE_SOUND_MS + MAX_SPEED * this.#clock.soundingMs;
  }

  /** Waits a moment, in which the thread serves other sentences. Meanwhile the clock of the server stands still. */
  async #wait(): Promise<void> {
    this.#writer.notify();
    this.#clock.pause();
    await sleep(WAIT_STEP_MS);
    this.#clock.resume();
  }
}
