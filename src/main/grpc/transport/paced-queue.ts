/**
 * Runs a limited amount of work in each iteration of the event loop, in order; further work waits for the next iterations. Work that
 * has become pointless meanwhile is dropped, and does not count.
 */
export class PacedQueue<Item> {
  readonly #maxAtOnce: number;
  readonly #isPointless: (item: Item) => boolean;
  readonly #work: (item: Item) => void;
  #waiting: Item[] = [];
  /** Index of the first item of `#waiting` that has not begun. */
  #next = 0;
  #begun = 0;
  #isScheduled = false;

  /** @param maxAtOnce items that are worked on in one iteration of the event loop */
  constructor(maxAtOnce: number, work: (item: Item) => void, isPointless: (item: Item) => boolean) {
    this.#maxAtOnce = maxAtOnce;
    this.#work = work;
    this.#isPointless = isPointless;
  }

  /** Items that wait. */
  get length(): number {
    return this.#waiting.length - this.#next;
  }

  add(item: Item): void {
    this.#schedule();
    if (this.#begun >= this.#maxAtOnce || this.length > 0) {
      this.#waiting.push(item);
    } else {
      this.#begun++;
      this.#work(item);
    }
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#workOn());
  }

  #workOn(): void {
    this.#isScheduled = false;
    this.#begun = 0;
    while (this.#begun < this.#maxAtOnce && this.#next < this.#waiting.length) {
      const item = this.#waiting[this.#next++] as Item;
      if (this.#isPointless(item)) continue;
      this.#begun++;
      this.#work(item);
    }
    // What has begun is forgotten, all at once where nothing waits, and otherwise rarely enough to cost nothing.
    if (this.#next * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    if (this.#begun > 0) this.#schedule();
  }
}
