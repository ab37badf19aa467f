/** Runs work at once, in order; what is more than one turn of the event loop can bear waits for the next ones. */
export class PacedQueue {
  readonly #maxAtOnce: number;
  readonly #waiting: (() => void)[] = [];
  #begun = 0;
  #isScheduled = false;

  /** @param maxAtOnce work begun in one turn of the event loop */
  constructor(maxAtOnce: number) {
    this.#maxAtOnce = maxAtOnce;
  }

  /** Work that waits. */
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
