/** The number of messages that are decompressed at the same time: libuv has as many threads for it. */
const MAX_AT_ONCE = 4;

/**
 * Decompresses messages, a few at a time. Side by side, hundreds of messages of 4 KB would all grow to the 4 MiB that a
 * message may have, as zlib decompresses a piece of each in turn.
 */
export class DecompressionQueue {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** Decompresses a message; waits while too many others are being decompressed. @throws the error of `unpack` */
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
