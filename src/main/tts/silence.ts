import { samplesIn } from '../../shared/pcm.js';
import { LEAD_MS, TAIL_MS } from '../../shared/sentence-ends.js';
import { AUDIO_FIELD, audioMessageCapacity, encodeAudioMessage } from '../../shared/wire.js';
import type { Pause } from '../../text/speakable/pauses.js';
import type { Frame, Silence, SpeechRequest } from '../turn/services.js';

/** The unit of pauses, ms: so few different frames exist that each is made only once. */
const STEP_MS = 10;
/** The silence that the sentences before and after a pause bring along, ms: the lead is between 0 and `LEAD_MS`. */
const ENDS_MS = TAIL_MS + LEAD_MS / 2;

/** The lengths of the pauses at normal speed, ms. */
export type PauseLengths = Readonly<Record<Exclude<Pause, 'none'>, number>>;

export interface PauseOptions {
  readonly sampleRateHz: number;
  /** The audio in a frame, ms. */
  readonly chunkMs: number;
  /** Returns the lengths in force. */
  readonly lengths: () => PauseLengths;
  /** Returns the speed of the speech, 1 = normal: faster speech has shorter pauses. */
  readonly speed: () => number;
}

/** Makes the silence between sentences. Its frames are ready messages that all streams share. */
export class SilentFrames implements Silence {
  readonly #options: PauseOptions;
  readonly #frames = new Map<string, Frame>();

  constructor(options: PauseOptions) {
    this.#options = options;
  }

  pauseMs(pause: Pause): number {
    if (pause === 'none') return 0;
    return Math.max(0, this.#options.lengths()[pause] / this.#options.speed() - ENDS_MS);
  }

  frames(durationMs: number, response: SpeechRequest['response']): readonly Frame[] {
    const { chunkMs } = this.#options;
    const frames: Frame[] = [];
    for (let leftMs = Math.round(durationMs / STEP_MS) * STEP_MS; leftMs > 0; leftMs -= chunkMs) {
      frames.push(this.#frame(Math.min(chunkMs, leftMs), response));
    }
    return frames;
  }

  #frame(durationMs: number, response: SpeechRequest['response']): Frame {
    const key = `${response} ${durationMs}`;
    let frame = this.#frames.get(key);
    if (!frame) {
      frame = silentFrame(samplesIn(durationMs, this.#options.sampleRateHz), this.#options.sampleRateHz, response);
      this.#frames.set(key, frame);
    }
    return frame;
  }
}

/** Returns a frame of silence. Its bytes are never changed, so every stream may send it, and its release frees nothing. */
function silentFrame(samples: number, sampleRateHz: number, response: SpeechRequest['response']): Frame {
  const block = Buffer.alloc(audioMessageCapacity(samples));
  const { offset, byteLength } = encodeAudioMessage(block, 0, samples, sampleRateHz, AUDIO_FIELD[response]);
  return { bytes: block.subarray(offset, offset + byteLength), byteLength, samples, release: () => {} };
}
