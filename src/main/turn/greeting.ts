import { NexyError } from '../../shared/errors.js';
import { durationMsOf } from '../../shared/pcm.js';
import type { Frame, Speech, UtteranceEnd, VoiceWish } from './services.js';

/** A greeting, spoken whole: its length is told before its audio. Whoever gets it gives every frame back. */
export interface SpokenGreeting {
  readonly frames: readonly Frame[];
  /** The engine's name, or "cache". */
  readonly method: string;
  readonly durationSec: number;
  readonly end: UtteranceEnd;
}

interface StoredGreeting {
  readonly messages: readonly { readonly bytes: Buffer; readonly samples: number }[];
  readonly durationSec: number;
  readonly end: UtteranceEnd;
}

const NOT_CANCELLED = new AbortController().signal;

/** Speaks greetings. The default one is spoken once and then served from memory. */
export class Greeting {
  readonly #speech: Speech;
  readonly #defaultText: string;
  readonly #sampleRateHz: number;
  #stored: Promise<StoredGreeting> | undefined;

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
    const isDefault = text === undefined && wish.language === undefined && wish.voice === undefined;
    if (!isDefault) return await this.#synthesise(text ?? this.#defaultText, wish, signal);
    const { messages, durationSec, end } = await this.store();
    const frames = messages.map(({ bytes, samples }) => ({ bytes, samples, release: () => {} }));
    return { frames, method: 'cache', durationSec, end };
  }

  /** Speaks the default greeting into memory, once however many ask; after a failure the next one tries again. */
  store(): Promise<StoredGreeting> {
    this.#stored ??= this.#fill().catch((cause: unknown) => {
      this.#stored = undefined;
      throw cause;
    });
    return this.#stored;
  }

  async #fill(): Promise<StoredGreeting> {
    const { frames, durationSec, end } = await this.#synthesise(this.#defaultText, {}, NOT_CANCELLED);
    const messages = frames.map((frame) => {
      const copy = { bytes: Buffer.from(frame.bytes), samples: frame.samples };
      frame.release();
      return copy;
    });
    return { messages, durationSec, end };
  }

  async #synthesise(text: string, wish: VoiceWish, signal: AbortSignal): Promise<SpokenGreeting> {
    const utterance = this.#speech.start(text, wish, 'WelcomeResponse', signal);
    const frames: Frame[] = [];
    try {
      for await (const batch of utterance) frames.push(...batch);
      signal.throwIfAborted();
      const end = await utterance.end;
      if (end.outcome === 'cancelled') throw new NexyError('cancelled_by_user');
      const samples = frames.reduce((sum, frame) => sum + frame.samples, 0);
      const durationSec = durationMsOf(samples, this.#sampleRateHz) / 1000;
      return { frames, method: end.engine ?? 'none', durationSec, end };
    } catch (cause) {
      for (const frame of frames) frame.release();
      throw cause;
    }
  }
}
