import { TICK_BUDGET } from '../../shared/tick-budget.js';

/** The work of a prefetch on its items. */
export interface PrefetchWork<Raw, T> {
  /** Prepares an item that was read, in the order of the source and within the budget of a tick. */
  readonly prepare: (raw: Raw) => T;
  /** Tells whether another item may be read before the consumer waits for it. */
  readonly hasRoom: () => boolean;
  /** Releases an item that was prepared but not taken, because the consumer stopped early. */
  readonly discard: (item: T) => void;
}

/**
 * Reads `source` ahead of its consumer while there is room. It is the only place where a turn works ahead of the demand.
 * An item that the consumer waits for is read in any case. An error of the source is thrown after the items before it.
 */
export class Prefetch<Raw, T> implements AsyncIterable<T> {
  readonly #source: AsyncIterable<Raw>;
  readonly #work: PrefetchWork<Raw, T>;
  readonly #items: T[] = [];
  #ended = false;
  #stopped = false;
  #consumerWaits = false;
  #failure: { cause: unknown } | undefined;
  #wakeConsumer = (): void => {};
  #wakePump = (): void => {};

  constructor(source: AsyncIterable<Raw>, work: PrefetchWork<Raw, T>) {
    this.#source = source;
    this.#work = work;
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
      for (const item of this.#items.splice(0)) this.#work.discard(item);
    }
  }

  #mayRead(): boolean {
    return this.#stopped || (this.#consumerWaits && this.#items.length === 0) || this.#work.hasRoom();
  }

  async #pump(): Promise<void> {
    try {
      for await (const raw of this.#source) {
        await TICK_BUDGET.yieldIfSpent();
        if (this.#stopped) return;
        this.#items.push(this.#work.prepare(raw));
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
