/** What the speaking threads have before them, ms, with all threads at it. */
export interface SpeechLoad {
  /** Until they could begin with a sentence that is due now. */
  readonly backlogMs: number;
  /** For the usual sentence. */
  readonly usualSentenceMs: number;
}

/** Turns whose time to the first sentence is remembered: the quickest of them is what a newcomer may be like. */
const REMEMBERED_TURNS = 20;

/** A turn that was admitted and has not come to its first sentence yet. */
export interface Thinking {
  /** Its first sentence has joined the line. Idempotent. */
  speaks(): void;
  /** It ended, whatever came of it. Idempotent. */
  ends(): void;
}

/**
 * Forecasts how long a newcomer would wait for its first audio. A request that comes later never overtakes a first sentence, so what
 * is ahead of it is known: what is in line and due, and the first sentences of turns that still think. While the newcomer's own
 * answer is being thought out, some of that is worked off: as much as fits into the shortest thought of late. The wait is a promise,
 * and a mean would break it: three slow thoughts among quick ones let in twice what can be spoken in time.
 */
export class FirstAudioForecast {
  readonly #load: () => SpeechLoad;
  readonly #now: () => number;
  #thinking = 0;
  /** From admission to the first sentence, ms, of the latest turns. */
  readonly #thoughtsMs: number[] = [];

  constructor(load: () => SpeechLoad, now: () => number = () => performance.now()) {
    this.#load = load;
    this.#now = now;
  }

  get waitMs(): number {
    const { backlogMs, usualSentenceMs } = this.#load();
    const shortestMs = this.#thoughtsMs.length < REMEMBERED_TURNS ? 0 : Math.min(...this.#thoughtsMs);
    return Math.max(0, backlogMs + this.#thinking * usualSentenceMs - shortestMs);
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
        if (thinks) {
          this.#thoughtsMs.push(this.#now() - beganMs);
          if (this.#thoughtsMs.length > REMEMBERED_TURNS) this.#thoughtsMs.shift();
        }
        ends();
      },
    };
  }
}
