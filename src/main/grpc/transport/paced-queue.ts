/** Runs a limited amount of work in each iteration of the event loop, in order; further work waits for the next iterations. */
export class PacedQueue {
  readonly #maxAtOnce: number;
  readonly #waiting: (() => void)[] = [];
  #begun = 0;
  #isScheduled = false;

  /** @param maxAtOnce calls in one iteration of the event loop */
  constructor(maxAtOnce: number) {
    this.#maxAtOnce = maxAtOnce;
  }

  /** Calls that wait. */
  get length(): number {
    return this.#waiting.length;
  }

  run(work: () => void): void {
    this.#schedule();
    if (this.#begun >= this.#maxAtOnce) {
      this.#waiting.push(work);
    } else {
      this.#begun++;
      work();
    }
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      const next = this.#waiting.splice(0, this.#maxAtOnce);
      this.#begun = next.length;
      if (next.length > 0) this.#schedule();
      for (const work of next) work();
    });
  }
}
