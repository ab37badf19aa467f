import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderFailure } from './provider-failure.js';

export interface AnswerTimeouts {
  /** The longest wait from the request to the first text, retries included, ms. */
  readonly firstTokenMs: number;
  /** The longest wait from one text to the next, ms. */
  readonly tokenMs: number;
  /** The longest wait of an answer altogether, ms. */
  readonly totalMs: number;
}

/**
 * Measures the waiting time of one answer and enforces its timeouts. The clock runs while the provider works and stands
 * still while the client takes the text, so a slow client does not use up the provider's time. After a timeout, or when
 * the turn's signal fires, the running request is aborted.
 *
 * An answer has one timer and one abort listener, however many tokens it has: the timer is moved only when it fires too
 * early.
 */
export class AnswerClock {
  readonly #limits: AnswerTimeouts;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#request.abort(this.#signal.reason);
  #request = new AbortController();
  #hasText = false;
  /** The time waited since the request, or since the last text, ms. */
  #stageMs = 0;
  #totalMs = 0;
  /** The time at which the current wait began, ms; undefined while the clock stands still. */
  #runningSinceMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;

  constructor(limits: AnswerTimeouts, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort, { once: true });
    this.resume();
  }

  /** Returns a controller for the next request; it is aborted after a timeout or when the turn's signal fires. */
  nextRequest(): AbortController {
    this.#request = new AbortController();
    this.#setTimer();
    return this.#request;
  }

  /** Starts the time limit for the next text, after a text has come. The clock must stand still. */
  recordText(): void {
    this.#hasText = true;
    this.#stageMs = 0;
  }

  /** Stops the clock while the client takes the text. */
  pause(): void {
    if (this.#runningSinceMs === undefined) return;
    const waitedMs = performance.now() - this.#runningSinceMs;
    this.#runningSinceMs = undefined;
    this.#stageMs += waitedMs;
    this.#totalMs += waitedMs;
  }

  /** Runs the clock again while the provider works. */
  resume(): void {
    this.#runningSinceMs = performance.now();
    this.#setTimer();
  }

  /**
   * Waits before the request is sent again.
   * @throws ProviderFailure `timeout` at once when less time than that is left; the signal's reason
   */
  async sleep(ms: number): Promise<void> {
    if (ms >= this.#leftMs()) throw new ProviderFailure('timeout');
    await sleep(ms, undefined, { signal: this.#signal }).catch(() => this.#signal.throwIfAborted());
  }

  /** Stops the clock and removes the abort listener. Idempotent. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#runningSinceMs = undefined;
    clearTimeout(this.#timer);
  }

  #setTimer(): void {
    const dueMs = performance.now() + this.#leftMs();
    if (this.#timerAtMs <= dueMs) return;
    clearTimeout(this.#timer);
    this.#timerAtMs = dueMs;
    this.#timer = setTimeout(() => this.#onTimer(), Math.max(0, dueMs - performance.now()));
  }

  #onTimer(): void {
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    if (this.#runningSinceMs === undefined) return;
    if (this.#leftMs() > 0) this.#setTimer();
    else this.#request.abort(new ProviderFailure('timeout'));
  }

  #leftMs(): number {
    const runningMs = this.#runningSinceMs === undefined ? 0 : performance.now() - this.#runningSinceMs;
    const { firstTokenMs, tokenMs, totalMs } = this.#limits;
    const stageLimitMs = this.#hasText ? tokenMs : firstTokenMs;
    return Math.max(0, Math.min(stageLimitMs - this.#stageMs, totalMs - this.#totalMs) - runningMs);
  }
}
