/** The pause after a session was destroyed, as a multiple of the time that destroying it took. */
const PAUSE_FACTOR = 2;

/**
 * Destroys sessions one by one, with pauses in between: a session may have a thousand streams, and each takes 20 µs. A
 * session is never destroyed within one of its own events: Node 22 crashes when that happens between two frames.
 */
export class SessionDestroyer {
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** @param end destroys a session */
  add(end: () => void): void {
    this.#waiting.push(end);
    this.#schedule(0);
  }

  #schedule(restMs: number): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    if (restMs < 1) setImmediate(() => this.#endNext());
    else setTimeout(() => this.#endNext(), restMs);
  }

  #endNext(): void {
    const beganMs = performance.now();
    this.#isScheduled = false;
    try {
      this.#waiting.shift()?.();
    } finally {
      this.#schedule(PAUSE_FACTOR * (performance.now() - beganMs));
    }
  }
}
