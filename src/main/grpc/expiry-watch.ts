/** The interval of the checks, ms: a timeout may end this much later. */
const CHECK_MS = 50;

/** Work that ends when its timeout has passed. */
export interface Expiring {
  /** The time at which it ends, ms on the clock of `performance.now()`; it may move later at any time, never earlier. */
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
  /**
   * The time before which no item expires, ms. Timeouts take seconds and begin anew at each write, so that most checks end
   * here, however many items there are.
   */
  #noneBeforeMs = Number.POSITIVE_INFINITY;

  /** Watches an item until it is removed or has expired. */
  add(item: Expiring): void {
    this.#watched.add(item);
    this.#noneBeforeMs = Math.min(this.#noneBeforeMs, item.expiresAtMs);
    this.#checking ??= setInterval(() => this.#check(), CHECK_MS).unref();
  }

  /** Idempotent. */
  remove(item: Expiring): void {
    this.#watched.delete(item);
  }

  #check(): void {
    const now = performance.now();
    if (this.#noneBeforeMs <= now) this.#expireUntil(now);
    if (this.#watched.size > 0) return;
    clearInterval(this.#checking);
    this.#checking = undefined;
  }

  #expireUntil(now: number): void {
    let noneBeforeMs = Number.POSITIVE_INFINITY;
    // Items that are added meanwhile come at the end of the loop. When an item fails, the next check goes on.
    for (const item of this.#watched) {
      const { expiresAtMs } = item;
      if (expiresAtMs > now) {
        noneBeforeMs = Math.min(noneBeforeMs, expiresAtMs);
        continue;
      }
      this.#watched.delete(item);
      item.expire();
    }
    this.#noneBeforeMs = noneBeforeMs;
  }
}

/** The watch of the calls of this process. */
export const CALL_EXPIRY = new ExpiryWatch();
