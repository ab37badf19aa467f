/**
 * Reads `source` ahead of its consumer while `hasRoom` says so: the one place where a turn works on what was not asked for yet. What
 * the consumer waits for is read in any case. Errors of the source come out in order, after the items before them.
 */
export class Prefetch<T> implements AsyncIterable<T> {
  readonly #source: AsyncIterable<T>;
  readonly #hasRoom: () => boolean;
  readonly #discard: (item: T) => void;
  readonly #items: T[] = [];
  #ended = false;
  #stopped = false;
  #consumerWaits = false;
  #failure: { cause: unknown } | undefined;
  #wakeConsumer = (): void => {};
  #wakePump = (): void => {};

  /** @param discard called for items that were read but never taken, when the consumer stops early */
  constructor(source: AsyncIterable<T>, hasRoom: () => boolean, discard: (item: T) => void) {
    this.#source = source;
    this.#hasRoom = hasRoom;
    this.#discard = discard;
  }

  /** There may be room now. */
  recheck(): void {
    if (this.#mayRead()) this.#wakePump();
  }

  /** Once: it is a pipe, not a list. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    // The source ends by the turn's signal, which its owner fires; nothing of the turn runs on after it.
    void this.#pump();
    try {
      for (;;) {
        const item = this.#items.shift();
        if (item !== undefined) {
          this.recheck();
          yield item;
        } else if (this.#ended) {
          if (this.#failure) throw this.#failure.cause;
          return;
        } else {
          this.#consumerWaits = true;
          this.#wakePump();
          await new Promise<void>((resolve) => {
            this.#wakeConsumer = resolve;
          });
          this.#consumerWaits = false;
        }
      }
    } finally {
      this.#stopped = true;
      this.#wakePump();
      for (const item of this.#items.splice(0)) this.#discard(item);
    }
  }

  #mayRead(): boolean {
    return this.#stopped || (this.#consumerWaits && this.#items.length === 0) || this.#hasRoom();
  }

  async #pump(): Promise<void> {
    try {
      for await (const item of this.#source) {
        if (this.#stopped) return this.#discard(item);
        this.#items.push(item);
        this.#wakeConsumer();
        while (!this.#mayRead()) {
          await new Promise<void>((resolve) => {
            this.#wakePump = resolve;
          });
        }
        if (this.#stopped) return;
      }
    } catch (cause) {
      this.#failure = { cause };
    } finally {
      this.#ended = true;
      this.#wakeConsumer();
    }
  }
}
