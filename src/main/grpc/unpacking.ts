/** Messages that are unpacked at the same time: libuv has as many threads for it. */
const MAX_AT_ONCE = 4;

/**
 * Unpacks compressed messages a few at a time. Side by side, hundreds of messages of 4 KB would all grow to the 4 MiB that one may have,
 * as zlib does a piece of each in turn.
 */
export class Unpacking {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Waits for its turn, then unpacks a message. Errors are those of `unpack`. */
  async run<Message>(unpack: () => Promise<Message>): Promise<Message> {
    if (this.#running < MAX_AT_ONCE) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await unpack();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
