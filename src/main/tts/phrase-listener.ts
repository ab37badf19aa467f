import type { Frame, UtteranceEnd } from '../turn/services.js';
import type { Phrase, PhrasePart } from './phrase.js';
import { MAX_BATCH_FRAMES, PulledUtterance } from './pulled-utterance.js';

/** One asker's way through a phrase. What it has not taken when it stops, or its turn does, is nobody's burden. */
export class PhraseListener extends PulledUtterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #phrase: Phrase;
  #taken = 0;

  /**
   * @param cached it was not this asker for whom the phrase began to be spoken
   * @param signal not fired yet; closes it at once
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

  protected letGo(): void {
    this.#phrase.leave(this, this.#taken);
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

  get byteLength(): number {
    return this.bytes.byteLength;
  }

  /** Throws when it was given back before. */
  release(): void {
    const phrase = this.#phrase;
    this.#phrase = undefined;
    if (!phrase) throw new Error('a frame was released twice');
    phrase.giveBack(this.#part);
  }
}
