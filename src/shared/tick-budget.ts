/** Longest that work on text may keep the event loop busy before sockets and timers are served, ms. */
const TICK_BUDGET_MS = 2;

/**
 * Bounds how long text is worked on in one tick of the event loop. A model may send, and a client may be ready to take, more text at once
 * than can be handled in a few milliseconds; a chain of promises would handle all of it before anything else gets its chance. All
 * answers share one budget, because they share one thread. When it is used up they go on in later ticks, in the order in which they
 * asked, so an answer without end takes no more than its share.
 */
export class TickBudget {
  readonly #now: () => number;
  readonly #nextTick: (resume: () => void) => void;
  /** Start of the current tick's work, ms; undefined = none was done in this tick. */
  #beganMs: number | undefined;
  /** Those that wait, the first one first. For each of them one call of `#resumeNext` is due. */
  readonly #waiting: (() => void)[] = [];

  constructor(
    now: () => number = () => performance.now(),
    nextTick: (resume: () => void) => void = (resume) => void setImmediate(resume),
  ) {
    this.#now = now;
    this.#nextTick = nextTick;
  }

  /**
   * Asks for leave to go on, between two pieces of work.
   * @returns undefined while the budget lasts, else a promise of a later tick
   */
  breathe(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#isLeft()) return undefined;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#nextTick(this.#resumeNext);
    });
  }

  // Node runs the promises of one callback before it calls the next one, so the next one sees what the work has taken.
  readonly #resumeNext = (): void => {
    if (this.#isLeft()) this.#waiting.shift()?.();
    else this.#nextTick(this.#resumeNext);
  };

  /** Whether work may be done in this tick; begins the tick's work where none was done yet. */
  #isLeft(): boolean {
    const now = this.#now();
    if (this.#beganMs === undefined) {
      this.#beganMs = now;
      this.#nextTick(() => {
        this.#beganMs = undefined;
      });
    }
    return now - this.#beganMs < TICK_BUDGET_MS;
  }
}

/** The budget of the main thread. */
export const TICK_BUDGET = new TickBudget();
