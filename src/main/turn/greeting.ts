import { NexyError } from '../../shared/errors.js';
import { durationMsOf } from '../../shared/pcm.js';
import type { Frame, Speech, UtteranceEnd, VoiceWish } from './services.js';

/** A greeting, spoken whole: its length is told before its audio. Whoever gets it gives every frame back. */
export interface SpokenGreeting {
  readonly frames: readonly Frame[];
  /** The engine's name, "cache", or "none" where there is nothing to hear. */
  readonly method: string;
  readonly durationSec: number;
  readonly end: UtteranceEnd;
}

/** Speaks greetings. */
export class Greeting {
  readonly #speech: Speech;
  readonly #defaultText: string;
  readonly #sampleRateHz: number;

  constructor(speech: Speech, defaultText: string, sampleRateHz: number) {
    this.#speech = speech;
    this.#defaultText = defaultText;
    this.#sampleRateHz = sampleRateHz;
  }

  /**
   * @param text undefined = the default greeting
   * @throws NexyError
   */
  async speak(text: string | undefined, wish: VoiceWish, signal: AbortSignal): Promise<SpokenGreeting> {
    const utterance = this.#speech.start(
      { text: text ?? this.#defaultText, wish, response: 'WelcomeResponse', deadlineMs: performance.now() },
      signal,
    );
    const frames: Frame[] = [];
    try {
      for await (const batch of utterance) frames.push(...batch);
      signal.throwIfAborted();
      const end = await utterance.end;
      if (end.outcome === 'cancelled') throw new NexyError('cancelled_by_user');
      const samples = frames.reduce((sum, frame) => sum + frame.samples, 0);
      const durationSec = durationMsOf(samples, this.#sampleRateHz) / 1000;
      return { frames, method: methodOf(end), durationSec, end };
    } catch (cause) {
      for (const frame of frames) frame.release();
      throw cause;
    }
  }
}

function methodOf({ outcome, cached, engine = 'none' }: UtteranceEnd): string {
  return outcome === 'spoken' && cached ? 'cache' : engine;
}
