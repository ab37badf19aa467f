import { setTimeout as sleep } from 'node:timers/promises';
import { type FrameWriter, WAIT_STEP_MS } from '../frame-writer.js';
import type { Exchange } from './exchange.js';
import { type PooledResampler, type ResamplerPool, SLICE_SAMPLES } from './resampler-pool.js';

/**
 * Sound of a sentence that is taken as fast as it comes, ms, and how many times as fast as it plays the rest is taken. A server that
 * never ends would otherwise keep the thread, and the sentences of others on it, busy until its sentence is cut.
 */
const FREE_SOUND_MS = 5_000;
const MAX_SPEED = 10;

/** The clock of a speech server, as the sentence that it speaks knows it. */
export type ServerClock = Pick<Exchange, 'progressed' | 'pause' | 'resume'>;

/** One sentence's samples on their way into frames: resampled, and waiting where there is no room, but not with the thread. */
export class SampleStream {
  readonly #resamplers: ResamplerPool;
  readonly #pooled: PooledResampler;
  readonly #writer: FrameWriter;
  readonly #clock: ServerClock;
  readonly #beganMs = performance.now();

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

  /** More sound was taken than its listener needs by now. */
  get #isAhead(): boolean {
    return this.#writer.soundMs > FREE_SOUND_MS + MAX_SPEED * (performance.now() - this.#beganMs);
  }

  /** The thread serves other sentences meanwhile, and the clock of the server stands still. */
  async #wait(): Promise<void> {
    this.#writer.tell();
    this.#clock.pause();
    await sleep(WAIT_STEP_MS);
    this.#clock.resume();
  }
}
