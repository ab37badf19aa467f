import { setTimeout as sleep } from 'node:timers/promises';
import { type FrameWriter, WAIT_STEP_MS } from '../frame-writer.js';
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
 * Resamples one sentence's samples and writes them into frames. Where there is no room it waits, but does not block the
 * thread.
 */
export class SampleStream {
  readonly #resamplers: ResamplerPool;
  readonly #pooled: PooledResampler;
  readonly #writer: FrameWriter;
  readonly #clock: ServerClock;

  constructor(resamplers: ResamplerPool, inputRateHz: number, writer: FrameWriter, clock: ServerClock) {
    this.#resamplers = resamplers;
    this.#pooled = resamplers.acquire(inputRateHz);
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
    const { resampler, output } = this.#pooled;
    for (let from = 0; from < samples.length; from += SLICE_SAMPLES) {
      while (this.#isAhead) await this.#wait();
      const refusal = await this.#writeFrames(resampler.process(samples.subarray(from, from + SLICE_SAMPLES), output));
      if (refusal) return refusal;
    }
    this.#writer.notify();
    return undefined;
  }

  /** Ends the stream: takes its last samples. Returns the same as `write`. */
  async flush(): Promise<FrameWriter['refusal']> {
    const { resampler, output } = this.#pooled;
    return await this.#writeFrames(resampler.flush(output));
  }

  /** Gives the resampler back. Call it only once. */
  close(): void {
    this.#resamplers.release(this.#pooled);
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
