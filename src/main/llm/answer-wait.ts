import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderFailure } from './provider-failure.js';

export interface AnswerWaitLimits {
  /** From the request to the first text, retries included, ms. */
  readonly firstTokenMs: number;
  /** From one text to the next, ms. */
  readonly tokenMs: number;
  /** All waits of an answer together, ms. */
  readonly totalMs: number;
}

/**
 * The clock of one answer. It runs while the provider is waited for and stands still while the client takes what came, so a slow
 * client uses up none of the provider's time. When the time is over, or the turn's signal fires, the running request is aborted.
 *
 * An answer has one timer and one listener, however many tokens it has: the timer is moved only when it fires too early.
 */
export class AnswerWait {
  readonly #limits: AnswerWaitLimits;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#request.abort(this.#signal.reason);
  #request = new AbortController();
  #hasText = false;
  /** Waited since the request, or since the last text, ms. */
  #stageMs = 0;
  #totalMs = 0;
  /** Since when the provider is waited for; undefined = it is not. */
  #sinceMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;

  constructor(limits: AnswerWaitLimits, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.resume();
  }

  /** A controller for the next request, aborted when its time is over. */
  nextRequest(): AbortController {
    this.#request = new AbortController();
    this.#setTimer();
    return this.#request;
  }

  /** Text came: the provider has its time for the next one. The clock stands still. */
  gotText(): void {
    this.#hasText = true;
    this.#stageMs = 0;
  }

  /** The client takes its time. */
  pause(): void {
    if (this.#sinceMs === undefined) return;
    const waitedMs = performance.now() - this.#sinceMs;
    this.#sinceMs = undefined;
    this.#stageMs += waitedMs;
    this.#totalMs += waitedMs;
  }

  /** The provider is waited for. */
  resume(): void {
    this.#sinceMs = performance.now();
    this.#setTimer();
  }

  /**
   * Waits before the request is sent again.
   * @throws ProviderFailure `timeout` at once when there is not that much time; the signal's reason
   */
  async sleep(ms: number): Promise<void> {
    if (ms >= this.#leftMs()) throw new ProviderFailure('timeout');
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => this.#signal.throwIfAborted());
  }

  /** The answer has ended. Idempotent. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#sinceMs = undefined;
    clearTimeout(this.#timer);
  }

  #setTimer(): void {
    const dueMs = performance.now() + this.#leftMs();
    if (this.#timerAtMs <= dueMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = dueMs;
    this.#timer = setTimeout(() => this.#onTimer(), dueMs - performance.now());
  }

  #onTimer(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    if (this.#sinceMs === undefined) return;
    if (this.#leftMs() > 0) this.#setTimer();
    else this.#request.abort(new ProviderFailure('timeout'));
  }

  #leftMs(): number {
    const runningMs = this.#sinceMs === undefined ? 0 : performance.now() - this.#sinceMs;
    const { firstTokenMs, tokenMs, totalMs } = this.#limits;
    const stageLimitMs = this.#hasText ? tokenMs : firstTokenMs;
    return Math.max(0, Math.min(stageLimitMs - this.#stageMs, totalMs - this.#totalMs) - runningMs);
  }
}
