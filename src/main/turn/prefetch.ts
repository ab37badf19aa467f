/**
 * Reads `source` ahead of its consumer while `hasRoom` returns true. It is the only place where a turn works ahead of
 * the demand. An item that the consumer waits for is read in any case. An error of the source is thrown after the items
 * before it.
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

  /** @param discard called for items that were read but not taken when the consumer stops early */
  constructor(source: AsyncIterable<T>, hasRoom: () => boolean, discard: (item: T) => void) {
    this.#source = source;
    this.#hasRoom = hasRoom;
    this.#discard = discard;
  }

  /** Checks again whether there is room, and reads on if there is. */
  resumeIfRoom(): void {
    if (this.#mayRead()) this.#wakePump();
  }

  /** Yields the items. It can be iterated only once: it is a pipe, not a list. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    // The turn's owner fires the turn's signal, which ends the source; so no work of the turn runs on after it.
    void this.#pump();
    try {
      for (;;) {
        const item = this.#items.shift();
        if (item !== undefined) {
          this.resumeIfRoom();
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
