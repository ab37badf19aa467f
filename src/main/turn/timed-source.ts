import { settledWithin } from '../../shared/timeout.js';

/** A source that is read item by item, and whose reader may stop waiting for an item and wait for it again later. */
export class TimedSource<T> {
  readonly #items: AsyncIterator<T, unknown>;
  /** The pending read whose wait timed out. The next wait takes it over, so the source is never read twice at once. */
  #reading: Promise<IteratorResult<T, unknown>> | undefined;

  constructor(source: AsyncIterable<T>) {
    this.#items = source[Symbol.asyncIterator]();
  }

  /** Returns the next item. The caller waits for it before any other call. */
  next(): Promise<IteratorResult<T, unknown>> {
    const reading = this.#read();
    this.#reading = undefined;
    return reading;
  }

  /**
   * Waits until the next item has come, at most `timeoutMs`; `next` returns it.
   * @returns false when it has not come
   * @throws the signal's reason, or the error of the source
   */
  async comesWithin(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    return await settledWithin(timeoutMs, this.#read(), signal);
  }

  /** Closes the source. While it is being read, its end is not awaited, and its error is ignored. */
  async close(): Promise<void> {
    const closing = this.#items.return?.();
    if (this.#reading === undefined) await closing;
    else for (const late of [this.#reading, closing]) late?.catch(() => {});
  }

  #read(): Promise<IteratorResult<T, unknown>> {
    this.#reading ??= this.#items.next();
    return this.#reading;
  }
}
