import { durationMsOf, samplesIn } from '../../shared/pcm.js';
import type { FrameWriter } from '../frame-writer.js';
import { BadResponse } from './bad-response.js';
import type { ResamplerPool } from './resampler-pool.js';
import { SampleStream, type ServerClock } from './sample-stream.js';
import { type Sound, SoundGuard } from './sound-guard.js';

/** The reason why no more samples are wanted; undefined while they are. */
type Refusal = FrameWriter['refusal'];

/** The limits for the length of a sentence's sound, ms. */
export interface LengthLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Checks the sound of one sentence for its length, for noise and for silence, and has it resampled into frames. */
export class SentenceSound {
  readonly #limits: LengthLimits;
  readonly #guard = new SoundGuard();
  readonly #open: (sampleRateHz: number) => SampleStream;
  #stream: SampleStream | undefined;
  #receivedMs = 0;
  /** The checked sound that is not played yet. */
  #waiting: Sound[] = [];
  /** Tells whether sound is played as it comes. */
  #isPlaying = false;

  /** @param factor the factor by which samples are multiplied */
  constructor(
    limits: LengthLimits,
    factor: number,
    resamplers: ResamplerPool,
    writer: FrameWriter,
    clock: ServerClock,
  ) {
    this.#limits = limits;
    this.#open = (sampleRateHz) => new SampleStream(resamplers, sampleRateHz, factor, writer, clock);
  }

  /** The RMS level of the loudest window that was judged, dB of full scale. */
  get levelDbfs(): number {
    return this.#guard.levelDbfs;
  }

  /**
   * Takes samples, and waits when there is no room for them. Until enough sound for the text has come, it is only kept,
   * so that a response that is too short fails before any of it is heard.
   * @throws BadResponse `noise`, or `too_long` after the samples within the limit
   */
  async take({ samples, sampleRateHz }: Sound): Promise<Refusal> {
    const room = samplesIn(this.#limits.maxMs - this.#receivedMs, sampleRateHz);
    const within = samples.subarray(0, Math.max(0, room));
    this.#receivedMs += durationMsOf(within.length, sampleRateHz);
    this.#waiting.push(...this.#guard.take({ samples: within, sampleRateHz }));
    this.#isPlaying ||= this.#receivedMs >= this.#limits.minMs;
    const refusal = this.#isPlaying ? await this.play() : undefined;
    if (!refusal && within.length < samples.length) throw new BadResponse('too_long');
    return refusal;
  }

  /**
   * Ends the sentence: plays its last samples.
   * @throws BadResponse `silent`, `noise` or `too_short`
   */
  async end(): Promise<Refusal> {
    this.#waiting.push(...this.#guard.end());
    if (this.#receivedMs < this.#limits.minMs) throw new BadResponse('too_short');
    return (await this.play()) ?? (await this.#stream?.flush());
  }

  /** Gives the resampler back. Called once, however the sentence ended. */
  close(): void {
    this.#stream?.close();
  }

  /**
   * Plays the sound that was taken, however short it is: the rest of the response is still to come, and the listener
   * must not wait for it.
   */
  async play(): Promise<Refusal> {
    this.#isPlaying = true;
    for (const { samples, sampleRateHz } of this.#waiting.splice(0)) {
      const refusal = (await this.#changeRate(sampleRateHz)) ?? (await this.#stream?.write(samples));
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** Changes to another resampler when the sample rate changes: a second file in one response may have another rate. */
  async #changeRate(sampleRateHz: number): Promise<Refusal> {
    if (this.#stream?.inputRateHz === sampleRateHz) return undefined;
    const refusal = await this.#stream?.flush();
    this.#stream?.close();
    this.#stream = undefined;
    if (!refusal) this.#stream = this.#open(sampleRateHz);
    return refusal;
  }
}
