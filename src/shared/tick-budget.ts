/** The longest time that work on text may keep the event loop busy before sockets and timers are served, ms. */
const TICK_BUDGET_MS = 2;

/**
 * Limits the time that work on text takes in one tick of the event loop. A model may send, and a client may be ready to
 * take, more text at once than can be handled in a few milliseconds. A chain of promises would handle all of it before
 * sockets and timers are served. All answers share one budget, because they share one thread. When the budget is used
 * up, the answers go on in later ticks, in the order of their calls, so an answer without end takes no more than its
 * share.
 */
export class TickBudget {
  readonly #now: () => number;
  readonly #nextTick: (resume: () => void) => void;
  /** The time at which the current tick's work began, ms; undefined when no work was done in this tick. */
  #beganMs: number | undefined;
  /** The callers that wait, in the order of their calls. For each of them one call of `#resumeNext` is due. */
  readonly #waiting: (() => void)[] = [];

  constructor(
    now: () => number = () => performance.now(),
    nextTick: (resume: () => void) => void = (resume) => void setImmediate(resume),
  ) {
    this.#now = now;
    this.#nextTick = nextTick;
  }

  /**
   * Checks the budget; call it between two pieces of work.
   * @returns undefined while the budget lasts, else a promise that a later tick resolves
   */
  yieldIfSpent(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#isLeft()) return undefined;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#nextTick(this.#resumeNext);
    });
  }

  // Node runs the promises of one callback before it calls the next one, so the next call sees the time that the work
  // took.
  readonly #resumeNext = (): void => {
    if (this.#isLeft()) this.#waiting.shift()?.();
    else this.#nextTick(this.#resumeNext);
  };

  /** Tells whether work may be done in this tick. The first call in a tick starts the budget of the tick. */
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
