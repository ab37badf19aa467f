/** What the speaking threads have before them, ms, with all threads at it. */
export interface SpeechLoad {
  /** Until they could begin with a sentence that is due now. */
  readonly backlogMs: number;
  /** For the usual sentence. */
  readonly usualSentenceMs: number;
}

/** How much of the past each new turn replaces. */
const FORGETTING = 0.05;

/** A turn that was admitted and has not come to its first sentence yet. */
export interface Thinking {
  /** Its first sentence has joined the line. Idempotent. */
  speaks(): void;
  /** It ended, whatever came of it. Idempotent. */
  ends(): void;
}

/**
 * How long a newcomer would wait for its first audio. Nobody who comes later overtakes a first sentence, so what is ahead of it
 * is known: what is in line and due, and the first sentences of turns that still think. While the newcomer's own answer is being
 * thought out, that much is worked off.
 */
export class FirstAudioForecast {
  readonly #load: () => SpeechLoad;
  readonly #now: () => number;
  #thinking = 0;
  /** From admission to the first sentence, ms; the latest turns count most. */
  #thinkMs = 0;

  constructor(load: () => SpeechLoad, now: () => number = () => performance.now()) {
    this.#load = load;
    this.#now = now;
  }

  get waitMs(): number {
    const { backlogMs, usualSentenceMs } = this.#load();
    return Math.max(0, backlogMs + this.#thinking * usualSentenceMs - this.#thinkMs);
  }

  begin(): Thinking {
    const beganMs = this.#now();
    let thinks = true;
    this.#thinking++;
    const ends = (): void => {
      if (!thinks) return;
      thinks = false;
      this.#thinking--;
    };
    return {
      ends,
      speaks: () => {
        if (thinks) this.#thinkMs += FORGETTING * (this.#now() - beganMs - this.#thinkMs);
        ends();
      },
    };
  }
}
