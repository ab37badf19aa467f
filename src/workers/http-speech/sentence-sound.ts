import { durationMsOf, samplesIn } from '../../shared/pcm.js';
import type { FrameWriter } from '../frame-writer.js';
import { BadAnswer } from './bad-answer.js';
import type { ResamplerPool } from './resampler-pool.js';
import { SampleStream, type ServerClock } from './sample-stream.js';
import { type Sound, SoundGuard } from './sound-guard.js';

/** Reason why no more samples are wanted; undefined = they are. */
type Refusal = FrameWriter['refusal'];

/** Limits of the length of a sentence's sound, ms. */
export interface LengthLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/** The sound of one sentence on its way into frames: checked for its length, for noise and for silence, then resampled. */
export class SentenceSound {
  readonly #limits: LengthLimits;
  readonly #guard = new SoundGuard();
  readonly #open: (sampleRateHz: number) => SampleStream;
  #stream: SampleStream | undefined;
  #receivedMs = 0;
  /** Checked sound that is not played yet. */
  #waiting: Sound[] = [];
  /** Sound is played as it comes. */
  #isPlaying = false;

  constructor(limits: LengthLimits, resamplers: ResamplerPool, writer: FrameWriter, clock: ServerClock) {
    this.#limits = limits;
    this.#open = (sampleRateHz) => new SampleStream(resamplers, sampleRateHz, writer, clock);
  }

  /** RMS level of the loudest window that was judged, dB of full scale. */
  get levelDbfs(): number {
    return this.#guard.levelDbfs;
  }

  /**
   * Takes samples, and waits where there is no room for them. Until enough for the text has come they are only kept, so that an answer
   * that is too short fails before any of it is heard.
   * @throws BadAnswer `noise`, or `too_long` after the samples within the limit
   */
  async take({ samples, sampleRateHz }: Sound): Promise<Refusal> {
    const room = samplesIn(this.#limits.maxMs - this.#receivedMs, sampleRateHz);
    const within = samples.subarray(0, Math.max(0, room));
    this.#receivedMs += durationMsOf(within.length, sampleRateHz);
    this.#waiting.push(...this.#guard.take({ samples: within, sampleRateHz }));
    this.#isPlaying ||= this.#receivedMs >= this.#limits.minMs;
    const refusal = this.#isPlaying ? await this.play() : undefined;
    if (!refusal && within.length < samples.length) throw new BadAnswer('too_long');
    return refusal;
  }

  /**
   * Ends the sentence: its last samples are played.
   * @throws BadAnswer `silent`, `noise` or `too_short`
   */
  async end(): Promise<Refusal> {
    this.#waiting.push(...this.#guard.end());
    if (this.#receivedMs < this.#limits.minMs) throw new BadAnswer('too_short');
    return (await this.play()) ?? (await this.#stream?.flush());
  }

  /** Gives back what it works with. Called once, however the sentence ended. */
  close(): void {
    this.#stream?.close();
  }

  /** Plays what was taken, however little it is: the rest of the answer is still to come, and its listener must not wait for it. */
  async play(): Promise<Refusal> {
    this.#isPlaying = true;
    for (const { samples, sampleRateHz } of this.#waiting.splice(0)) {
      const refusal = (await this.#changeRate(sampleRateHz)) ?? (await this.#stream?.write(samples));
      if (refusal) return refusal;
    }
    return undefined;
  }

  /** A second file in one answer may have another rate: it goes through a resampler of its own. */
  async #changeRate(sampleRateHz: number): Promise<Refusal> {
    if (this.#stream?.inputRateHz === sampleRateHz) return undefined;
    const refusal = await this.#stream?.flush();
    this.#stream?.close();
    this.#stream = undefined;
    if (!refusal) this.#stream = this.#open(sampleRateHz);
    return refusal;
  }
}
