/** After a session was destroyed, the event loop is left to others for so many times as long. */
const REST_FACTOR = 2;

/**
 * Destroys sessions one by one, with rests in between: one may have a thousand streams, and each takes 20 µs. Never within an event of
 * the session: Node 22 crashes when a session is destroyed between two frames.
 */
export class Endings {
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
      this.#schedule(REST_FACTOR * (performance.now() - beganMs));
    }
  }
}
