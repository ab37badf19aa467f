/** The interval of the checks, ms: a timeout may end this much later. */
const CHECK_MS = 50;

/** Work that ends when its timeout has passed. */
export interface Expiring {
  /** The time at which it ends, ms on the clock of `performance.now()`; it may change at any time. */
  readonly expiresAtMs: number;
  /** Ends it. */
  expire(): void;
}

/**
 * Ends each item once when its timeout has passed. One timer serves all items: with timers of their own, streams would
 * set and clear one at each write.
 */
export class ExpiryWatch {
  readonly #watched = new Set<Expiring>();
  #checking: NodeJS.Timeout | undefined;

  /** Watches an item until it is removed or has expired. */
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
    for (const item of this.#watched) {
      if (item.expiresAtMs > now) continue;
      this.#watched.delete(item);
      item.expire();
    }
    if (this.#watched.size > 0) return;
    clearInterval(this.#checking);
    this.#checking = undefined;
  }
}

/** The watch of the calls of this process. */
export const CALL_EXPIRY = new ExpiryWatch();
