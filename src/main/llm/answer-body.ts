import type { Response } from 'undici';
import { TICK_BUDGET, type TickBudget } from '../../shared/tick-budget.js';
import { ProviderFailure } from './provider-failure.js';

/** After an answer its connection may serve the next one, if the server ends the body within this time, ms, … */
const RELEASE_MS = 1_000;
/** … and with no more than these bytes. */
const RELEASE_BYTES = 65_536;

/** Bytes after which the budget of the tick is asked for more. A few tokens are less, so they wait for nothing; and work on so few takes a fraction of a millisecond. */
const STEP_BYTES = 1_024;

/** Reason for the abort of a request whose answer is complete. */
const OVER = Symbol('over');

/** The body of one answer, read until the answer is over: the connection may stay open after that. */
export class AnswerBody {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #request: AbortController;
  readonly #budget: TickBudget;
  /** Bytes that came, from the next one on. */
  #bytes: Uint8Array = new Uint8Array(0);
  #bytesInStep = 0;
  /** Waited for what may follow a complete answer, ms. */
  #gracedMs = 0;

  /**
   * @param request aborting it ends the connection
   * @param budget bounds how much all bodies together read in one tick
   */
  constructor(response: Response, request: AbortController, budget = TICK_BUDGET) {
    this.#reader = response.body?.getReader();
    this.#request = request;
    this.#budget = budget;
  }

  /**
   * Reads the next bytes.
   * @param graceMs the answer seems complete: the connection is waited for this long altogether, and may break
   * @returns undefined = the body has ended
   * @throws ProviderFailure `cut` when the connection is lost; the reason of the request's signal
   */
  async read(graceMs: number | undefined): Promise<Uint8Array | undefined> {
    if (this.#bytesInStep >= STEP_BYTES) {
      await this.#budget.breathe();
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
    const leftMs = graceMs === undefined ? undefined : graceMs - this.#gracedMs;
    const timer = leftMs === undefined ? undefined : setTimeout(() => this.#request.abort(OVER), leftMs);
    try {
      signal.throwIfAborted();
      const next = await this.#reader?.read();
      signal.throwIfAborted();
      return next?.value;
    } catch (cause) {
      const failure = signal.aborted ? signal.reason : new ProviderFailure('cut', { cause });
      // Nothing that the provider fails to send makes a complete answer less complete.
      if (graceMs !== undefined && (failure === OVER || failure instanceof ProviderFailure)) return undefined;
      throw failure;
    } finally {
      clearTimeout(timer);
      if (graceMs !== undefined) this.#gracedMs += performance.now() - startedMs;
    }
  }

  /** The answer is over. The connection is kept for the next request where the server ends the body soon, and closed elsewhere. */
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
      // The answer is complete: what becomes of its connection does not matter.
    } finally {
      clearTimeout(timer);
    }
  }
}
