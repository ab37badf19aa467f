import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderFailure } from './provider-failure.js';

export interface AnswerWaitLimits {
  /** From the request to its first word, retries included, ms. */
  readonly firstTokenMs: number;
  /** For each word after it, ms. */
  readonly tokenMs: number;
  /** All waits of an answer together, ms. What the client takes to listen is not the provider's time. */
  readonly totalMs: number;
}

/** The waits of one answer for its provider, each bounded; the signal ends each at once. */
export class AnswerWait {
  readonly #limits: AnswerWaitLimits;
  readonly #signal: AbortSignal;
  #waitedMs = 0;
  #begun = false;

  constructor(limits: AnswerWaitLimits, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
  }

  /** The first word is there. */
  begun(): void {
    this.#begun = true;
  }

  /**
   * Waits for `work`. When that takes too long, or the turn's signal fires, `request` is aborted, which has to end the work:
   * whether it then throws or seems to end well.
   * @throws ProviderFailure `timeout`, the signal's reason, or what `work` threw
   */
  async for<T>(work: () => Promise<T>, request: AbortController): Promise<T> {
    this.#signal.throwIfAborted();
    const startedMs = performance.now();
    const onAbort = (): void => request.abort(this.#signal.reason);
    this.#signal.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => request.abort(new ProviderFailure('timeout')), this.#leftMs());
    try {
      const result = await work();
      request.signal.throwIfAborted();
      return result;
    } catch (cause) {
      throw request.signal.aborted ? request.signal.reason : cause;
    } finally {
      clearTimeout(timer);
      this.#signal.removeEventListener('abort', onAbort);
      this.#waitedMs += performance.now() - startedMs;
    }
  }

  /** @throws ProviderFailure `timeout` at once when there is not that much time; the signal's reason */
  async pause(ms: number): Promise<void> {
    if (ms >= this.#leftMs()) throw new ProviderFailure('timeout');
    const startedMs = performance.now();
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => this.#signal.throwIfAborted());
    this.#waitedMs += performance.now() - startedMs;
  }

  #leftMs(): number {
    const { firstTokenMs, tokenMs, totalMs } = this.#limits;
    const stageMs = this.#begun ? tokenMs : firstTokenMs - this.#waitedMs;
    return Math.max(0, Math.min(stageMs, totalMs - this.#waitedMs));
  }
}
