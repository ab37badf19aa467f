/** Longest that the answers of all turns together may keep the event loop busy before sockets and timers are served, ms. */
const TICK_BUDGET_MS = 2;

/**
 * Bounds how long turns work in one tick of the event loop. A model may send, and a client may be ready to take, more text at once
 * than can be handled in a few milliseconds; a chain of promises would handle all of it before anything else gets its chance. All
 * turns share one budget, because they share one thread.
 */
export class TickBudget {
  readonly #now: () => number;
  readonly #nextTick: (resume: () => void) => void;
  /** Start of the current tick's work, ms; undefined = none was done in this tick. */
  #beganMs: number | undefined;

  constructor(
    now: () => number = () => performance.now(),
    nextTick: (resume: () => void) => void = (resume) => void setImmediate(resume),
  ) {
    this.#now = now;
    this.#nextTick = nextTick;
  }

  /** To be awaited between two pieces of work: undefined while the budget lasts, else a promise of the next tick. */
  breathe(): Promise<void> | undefined {
    const now = this.#now();
    if (this.#beganMs === undefined) {
      this.#beganMs = now;
      this.#nextTick(() => {
        this.#beganMs = undefined;
      });
      return undefined;
    }
    if (now - this.#beganMs < TICK_BUDGET_MS) return undefined;
    return new Promise((resolve) => this.#nextTick(resolve));
  }
}

/** The budget of this process's main thread. */
export const TURN_BUDGET = new TickBudget();
