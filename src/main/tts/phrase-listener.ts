import type { Frame, UtteranceEnd } from '../turn/services.js';
import type { Phrase, PhrasePart } from './phrase.js';
import { MAX_BATCH_FRAMES, PulledUtterance } from './pulled-utterance.js';

/** Reads a phrase for one request. When the listener closes, it releases the parts that it has not taken. */
export class PhraseListener extends PulledUtterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #phrase: Phrase;
  #taken = 0;

  /**
   * @param cached true when the synthesis of the phrase began for another request
   * @param signal closes the listener at once; it must not have fired yet
   */
  constructor(phrase: Phrase, cached: boolean, signal: AbortSignal) {
    super(signal);
    this.#phrase = phrase;
    this.end = phrase.end.then((end) => ({ ...end, cached }));
    this.end.catch(() => {});
    phrase.join(this);
  }

  protected take(): readonly Frame[] {
    const parts = this.#phrase.take(this.#taken, MAX_BATCH_FRAMES);
    this.#taken += parts.length;
    return parts.map((part) => new PhraseFrame(this.#phrase, part));
  }

  protected get ended(): boolean {
    return this.#phrase.ended;
  }

  protected releaseFrames(): void {
    this.#phrase.leave(this, this.#taken);
  }
}

/** A part of a phrase that one listener holds. */
class PhraseFrame implements Frame {
  readonly bytes: Buffer;
  readonly samples: number;
  readonly #part: PhrasePart;
  #phrase: Phrase | undefined;

  constructor(phrase: Phrase, part: PhrasePart) {
    this.#phrase = phrase;
    this.#part = part;
    this.bytes = part.bytes;
    this.samples = part.samples;
  }

  get byteLength(): number {
    return this.bytes.byteLength;
  }

  /** Releases the part. @throws Error when it was released before */
  release(): void {
    const phrase = this.#phrase;
    this.#phrase = undefined;
    if (!phrase) throw new Error('a frame was released twice');
    phrase.release(this.#part);
  }
}
