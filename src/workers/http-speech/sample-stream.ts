import { setTimeout as sleep } from 'node:timers/promises';
import { type FrameWriter, WAIT_STEP_MS } from '../frame-writer.js';
import type { Exchange } from './exchange.js';
import { type PooledResampler, type ResamplerPool, SLICE_SAMPLES } from './resampler-pool.js';

/**
 * Sound of a sentence that is taken as fast as it comes, ms. The rest is taken at a bounded speed: a server that never ends would
 * otherwise keep the thread busy until its sentence is cut, and the sentences of others on it would wait.
 */
const FREE_SOUND_MS = 5_000;
/** Speed at which the rest is taken, at most, as a multiple of the speed at which it plays. */
const MAX_SPEED = 10;

/** The clock of a speech server, as the sentence that it speaks knows it. */
export type ServerClock = Pick<Exchange, 'progressed' | 'pause' | 'resume' | 'soundingMs'>;

/** One sentence's samples on their way into frames: resampled, and waiting where there is no room, but not with the thread. */
export class SampleStream {
  readonly #resamplers: ResamplerPool;
  readonly #pooled: PooledResampler;
  readonly #writer: FrameWriter;
  readonly #clock: ServerClock;

  constructor(resamplers: ResamplerPool, inputRateHz: number, writer: FrameWriter, clock: ServerClock) {
    this.#resamplers = resamplers;
    this.#pooled = resamplers.take(inputRateHz);
    this.#writer = writer;
    this.#clock = clock;
  }

  get inputRateHz(): number {
    return this.#pooled.inputRateHz;
  }

  /** Takes samples at the input rate. @returns why no more are wanted, when they are not */
  async write(samples: Int16Array): Promise<FrameWriter['refusal']> {
    const { resampler, output } = this.#pooled;
    for (let from = 0; from < samples.length; from += SLICE_SAMPLES) {
      while (this.#isAhead) await this.#wait();
      const refusal = await this.#pass(resampler.process(samples.subarray(from, from + SLICE_SAMPLES), output));
      if (refusal) return refusal;
    }
    this.#writer.tell();
    return undefined;
  }

  /** The stream is whole: takes its last samples. Returns as `write`. */
  async flush(): Promise<FrameWriter['refusal']> {
    const { resampler, output } = this.#pooled;
    return await this.#pass(resampler.flush(output));
  }

  /** Once. */
  close(): void {
    this.#resamplers.give(this.#pooled);
  }

  async #pass(count: number): Promise<FrameWriter['refusal']> {
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

  /** The sentence is further ahead of its listener than it needs to be. */
  get #isAhead(): boolean {
    return this.#writer.soundMs > FREE_SOUND_MS + MAX_SPEED * this.#clock.soundingMs;
  }

  /** Waits a moment, in which the thread serves other sentences. The clock of the server stands still. */
  async #wait(): Promise<void> {
    this.#writer.tell();
    this.#clock.pause();
    await sleep(WAIT_STEP_MS);
    this.#clock.resume();
  }
}
