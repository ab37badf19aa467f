/** The load of the threads that make speech. The times, ms, assume that all threads share the work. */
export interface SpeechLoad {
  /** The time until the threads could begin a sentence that is due now. */
  readonly backlogMs: number;
  /** The time that the usual sentence takes. */
  readonly usualSentenceMs: number;
}

/**
 * The number of turns with a remembered time to the first sentence. A new turn may be as quick as the quickest of them.
 */
const WINDOW_TURNS = 20;
/** The time after a refusal in which the server counts as overloaded, ms: an overloaded server refuses many times a second. */
const OVERLOAD_MS = 1_000;

/** A turn that was admitted and has not reached its first sentence yet. */
export interface PendingTurn {
  /** Reports that the first sentence of the turn has entered the queue. Idempotent. */
  markFirstSentenceQueued(): void;
  /** Reports that the turn has ended, successfully or not. Idempotent. */
  ends(): void;
}

/**
 * Forecasts the time for which a new turn would wait for its first audio. A later request never overtakes a first
 * sentence, so the work ahead of it is known: the queued sentences that are due, and the first sentences of turns that
 * still think. While the model thinks about the answer of the new turn, the threads do some of that work: as much as
 * fits into the shortest thinking time of the latest turns. The forecast is a promise, and a mean would break it: with
 * three slow turns among quick ones it admitted twice as many turns as can be spoken in time.
 */
export class FirstAudioForecast {
  readonly #load: () => SpeechLoad;
  readonly #now: () => number;
  #pendingTurns = 0;
  /** The times from admission to the first sentence of the latest turns, ms. */
  readonly #timesToSentenceMs: number[] = [];
  #refusedMs = Number.NEGATIVE_INFINITY;

  constructor(load: () => SpeechLoad, now: () => number = () => performance.now()) {
    this.#load = load;
    this.#now = now;
  }

  get waitMs(): number {
    const { backlogMs, usualSentenceMs } = this.#load();
    const shortestMs = this.#timesToSentenceMs.length < WINDOW_TURNS ? 0 : Math.min(...this.#timesToSentenceMs);
    return Math.max(0, backlogMs + this.#pendingTurns * usualSentenceMs - shortestMs);
  }

  /** Tells whether a request was refused lately because of the wait: there is more work than the threads can do. */
  get isOverloaded(): boolean {
    return this.#now() - this.#refusedMs < OVERLOAD_MS;
  }

  /** Reports that a request was refused because of the wait. */
  markRefused(): void {
    this.#refusedMs = this.#now();
  }

  begin(): PendingTurn {
    const beganMs = this.#now();
    let isPending = true;
    this.#pendingTurns++;
    const ends = (): void => {
      if (!isPending) return;
      isPending = false;
      this.#pendingTurns--;
    };
    return {
      ends,
      markFirstSentenceQueued: () => {
        if (isPending) {
          this.#timesToSentenceMs.push(this.#now() - beganMs);
          if (this.#timesToSentenceMs.length > WINDOW_TURNS) this.#timesToSentenceMs.shift();
        }
        ends();
      },
    };
  }
}
