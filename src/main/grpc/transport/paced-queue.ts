/** Work begun in one turn of the event loop. Handing a request to its handler takes some 20 µs. */
const MAX_AT_ONCE = 64;

/** Runs work at once, in order; what is more than one turn of the event loop can bear waits for the next ones. */
export class PacedQueue {
  readonly #waiting: (() => void)[] = [];
  #begun = 0;
  #isScheduled = false;

  run(work: () => void): void {
    this.#schedule();
    if (this.#begun >= MAX_AT_ONCE) {
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
      const next = this.#waiting.splice(0, MAX_AT_ONCE);
      this.#begun = next.length;
      if (next.length > 0) this.#schedule();
      for (const work of next) work();
    });
  }
}
