import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';
import type { Phrase, PhrasePart } from './phrase.js';
import { MAX_BATCH_FRAMES } from './utterance.js';

/** One asker's way through a phrase. What it has not taken when it stops, or its turn does, is nobody's burden. */
export class PhraseListener implements Utterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #phrase: Phrase;
  readonly #signal: AbortSignal;
  readonly #closeOnAbort = (): void => this.close();
  #taken = 0;
  #wake: (() => void) | undefined;
  #closed = false;

  /**
   * @param cached it was not this asker for whom the phrase began to be spoken
   * @param signal not fired yet; closes it at once
   */
  constructor(phrase: Phrase, cached: boolean, signal: AbortSignal) {
    this.#phrase = phrase;
    this.#signal = signal;
    this.end = phrase.end.then((end) => ({ ...end, cached }));
    this.end.catch(() => {});
    signal.addEventListener('abort', this.#closeOnAbort, { once: true });
    phrase.join(this);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Frame[], void, undefined> {
    try {
      while (!this.#closed) {
        const parts = this.#phrase.take(this.#taken, MAX_BATCH_FRAMES);
        this.#taken += parts.length;
        if (parts.length > 0) {
          yield parts.map((part) => new PhraseFrame(this.#phrase, part));
        } else if (this.#phrase.ended) {
          await this.end;
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.close();
    }
  }

  /** There is more to take, or the phrase has ended. */
  wake(): void {
    this.#wake?.();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#signal.removeEventListener('abort', this.#closeOnAbort);
    this.#phrase.leave(this, this.#taken);
    this.#wake?.();
  }
}

/** A part in one asker's hands. */
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

  /** Throws when it was given back before. */
  release(): void {
    const phrase = this.#phrase;
    this.#phrase = undefined;
    if (!phrase) throw new Error('a frame was released twice');
    phrase.giveBack(this.#part);
  }
}
