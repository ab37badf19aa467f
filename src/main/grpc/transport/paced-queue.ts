/** The work that a queue paces. */
export interface PacedWork<Item> {
  readonly begin: (item: Item) => void;
  /** Tells whether the item needs no work any more: then it is dropped, and does not count. */
  readonly isObsolete: (item: Item) => boolean;
  /**
   * Names the sender of an item. Senders take turns, so that an item does not wait behind many items of another sender.
   */
  readonly senderOf: (item: Item) => unknown;
}

/** Begins a limited number of items in each iteration of the event loop; further items wait for the next iterations. */
export class PacedQueue<Item> {
  readonly #maxAtOnce: number;
  readonly #work: PacedWork<Item>;
  /** The items by sender, in order of arrival. The next sender to be served comes first. */
  readonly #waiting = new Map<unknown, Item[]>();
  #length = 0;
  #started = 0;
  #isScheduled = false;

  /** @param maxAtOnce the number of items that are begun in one iteration of the event loop */
  constructor(maxAtOnce: number, work: PacedWork<Item>) {
    this.#maxAtOnce = maxAtOnce;
    this.#work = work;
  }

  /** The number of items that wait. */
  get length(): number {
    return this.#length;
  }

  add(item: Item): void {
    this.#schedule();
    if (this.#started >= this.#maxAtOnce || this.#length > 0) {
      const sender = this.#work.senderOf(item);
      const items = this.#waiting.get(sender);
      if (items) items.push(item);
      else this.#waiting.set(sender, [item]);
      this.#length++;
    } else {
      this.#started++;
      this.#work.begin(item);
    }
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#beginNext());
  }

  #beginNext(): void {
    this.#isScheduled = false;
    this.#started = 0;
    while (this.#started < this.#maxAtOnce && this.#length > 0) {
      const item = this.#take();
      if (this.#work.isObsolete(item)) continue;
      this.#started++;
      this.#work.begin(item);
    }
    if (this.#started > 0) this.#schedule();
  }

  #take(): Item {
    const [sender, items] = this.#waiting.entries().next().value as [unknown, Item[]];
    const item = items.shift() as Item;
    this.#length--;
    this.#waiting.delete(sender);
    if (items.length > 0) this.#waiting.set(sender, items);
    return item;
  }
}
