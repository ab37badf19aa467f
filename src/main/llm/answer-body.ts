import type { Response } from 'undici';
import { TICK_BUDGET, type TickBudget } from '../../shared/tick-budget.js';
import { ProviderFailure } from './provider-failure.js';

/** The time within which the server must end the body after the answer, so that the connection can be reused, ms. */
const RELEASE_MS = 1_000;
/** The most bytes that may follow the answer, so that the connection can be reused. */
const RELEASE_BYTES = 65_536;

/**
 * The number of bytes that are read between two checks of the tick budget. A few tokens are shorter, so they are never
 * delayed; and the work on this many bytes takes a fraction of a millisecond.
 */
const STEP_BYTES = 1_024;

/** The abort reason of a request with a complete answer. */
const OVER = Symbol('over');

/** Reads the body of one answer until the answer is complete; the connection may stay open after that. */
export class AnswerBody {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #request: AbortController;
  readonly #budget: TickBudget;
  /** The bytes that have arrived and are not read yet. */
  #bytes: Uint8Array = new Uint8Array(0);
  #bytesInStep = 0;
  /** The time spent so far in waits after a complete answer, ms. */
  #gracedMs = 0;

  /**
   * @param request the controller of the request; aborting it closes the connection
   * @param budget limits the work on all bodies together in one event-loop tick
   */
  constructor(response: Response, request: AbortController, budget = TICK_BUDGET) {
    this.#reader = response.body?.getReader();
    this.#request = request;
    this.#budget = budget;
  }

  /**
   * Reads the next bytes.
   * @param graceMs set when the answer seems complete: the longest wait for more bytes, all calls together, ms; a lost
   * connection is no error then
   * @returns undefined when the body or the grace time has ended
   * @throws ProviderFailure `connection_lost` when the connection is lost; the reason of the request's signal
   */
  async read(graceMs: number | undefined): Promise<Uint8Array | undefined> {
    if (this.#bytesInStep >= STEP_BYTES) {
      await this.#budget.yieldIfSpent();
      this.#bytesInStep = 0;
    }
    const hasBytes = this.#bytes.length > 0 && !this.#request.signal.aborted;
    const bytes = hasBytes ? this.#bytes : await this.#receive(graceMs);
    const taken = bytes?.subarray(0, STEP_BYTES);
    if (!bytes || !taken) return undefined;
    this.#bytes = bytes.subarray(taken.length);
    this.#bytesInStep += taken.length;
    return taken;
  }

  async #receive(graceMs: number | undefined): Promise<Uint8Array | undefined> {
    const { signal } = this.#request;
    const startedMs = performance.now();
    const leftMs = graceMs === undefined ? undefined : Math.max(0, graceMs - this.#gracedMs);
    const timer = leftMs === undefined ? undefined : setTimeout(() => this.#request.abort(OVER), leftMs);
    try {
      signal.throwIfAborted();
      const next = await this.#reader?.read();
      signal.throwIfAborted();
      return next?.value;
    } catch (cause) {
      const failure = signal.aborted ? signal.reason : new ProviderFailure('connection_lost', { cause });
      // A failure of the provider after a complete answer does not make the answer less complete.
      if (graceMs !== undefined && (failure === OVER || failure instanceof ProviderFailure)) return undefined;
      throw failure;
    } finally {
      clearTimeout(timer);
      if (graceMs !== undefined) this.#gracedMs += performance.now() - startedMs;
    }
  }

  /**
   * Releases the connection after the answer. It is reused when the server ends the body soon, and closed otherwise.
   */
  release(): void {
    void this.#readToEnd().finally(() => this.#request.abort(OVER));
  }

  async #readToEnd(): Promise<void> {
    const timer = setTimeout(() => this.#request.abort(OVER), RELEASE_MS);
    try {
      for (let bytes = 0; bytes < RELEASE_BYTES; ) {
        const next = await this.#reader?.read();
        if (!next?.value) return;
        bytes += next.value.byteLength;
      }
    } catch {
      // The answer is complete, so an error of its connection does not matter.
    } finally {
      clearTimeout(timer);
    }
  }
}
