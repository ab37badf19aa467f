/** The interval of the checks, ms: a timeout, which is whole seconds, may end this much later. */
const CHECK_MS = 100;

/** Something that a timeout ends. */
export interface Expiring {
  /** The time at which it ends, ms on the clock of `performance.now()`; it may change at any time. */
  readonly expiresAtMs: number;
  /** Ends it; called at each check until it is removed. */
  expire(): void;
}

/**
 * Ends what has reached its timeout, with one timer for all. A timer of its own for each write of each stream would take
 * a tenth of a turn's time on the main thread.
 */
export class ExpiryWatch {
  readonly #watched = new Set<Expiring>();
  #checking: NodeJS.Timeout | undefined;

  add(item: Expiring): void {
    this.#watched.add(item);
    this.#checking ??= setInterval(() => this.#check(), CHECK_MS).unref();
  }

  /** Idempotent. */
  remove(item: Expiring): void {
    this.#watched.delete(item);
  }

  #check(): void {
    const now = performance.now();
    for (const item of this.#watched) if (item.expiresAtMs <= now) item.expire();
    if (this.#watched.size > 0) return;
    clearInterval(this.#checking);
    this.#checking = undefined;
  }
}

/** The watch of the calls of this process. */
export const CALL_EXPIRY = new ExpiryWatch();
