import { inTime } from '../in-time.js';
import type { AnalysedTurn } from './memory-analysis.js';
import { newestWithin } from './turn-budget.js';

export interface RewriteOptions {
  /** Devices whose memory is rewritten at a time. */
  readonly maxAtOnce: number;
  /** Devices that may wait for it; the one that waits longest is dropped. */
  readonly maxWaiting: number;
  /** How long one rewriting may take, ms. */
  readonly timeoutMs: number;
  /** Most tokens of the turns of one rewriting, as estimated: the newest turns. */
  readonly maxTokens: number;
}

/** One rewriting. What it throws ends nothing but itself. */
export type Rewrite = (hardwareId: string, turns: readonly AnalysedTurn[], signal: AbortSignal) => Promise<void>;

/** What the queue tells its owner. */
export interface RewriteEvents {
  /** Memory stays as it was: `cause` is LATE, the queue's end or what the rewriting threw. */
  failed(hardwareId: string, cause: unknown): void;
  /** Its turns will not be rewritten: too many devices wait, or the queue has ended. */
  dropped(hardwareId: string): void;
}

/**
 * Whose memory is to be rewritten, and when. A device has one rewriting at a time; its turns meanwhile wait, and are
 * the next one's together.
 */
export class RewriteQueue {
  readonly #options: RewriteOptions;
  readonly #rewrite: Rewrite;
  readonly #events: RewriteEvents;
  /** What ends each. */
  readonly #running = new Map<string, AbortController>();
  /** Turns by device, in the order in which the devices came. */
  readonly #waiting = new Map<string, readonly AnalysedTurn[]>();
  #whenIdle: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  constructor(options: RewriteOptions, rewrite: Rewrite, events: RewriteEvents) {
    this.#options = options;
    this.#rewrite = rewrite;
    this.#events = events;
  }

  /** Rewritings that run or wait. */
  get size(): number {
    return this.#running.size + this.#waiting.size;
  }

  /** Settles when none runs and none waits. */
  idle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
    });
  }

  add(hardwareId: string, turn: AnalysedTurn): void {
    if (this.#closed) {
      this.#events.dropped(hardwareId);
      return;
    }
    const turns = newestWithin([...(this.#waiting.get(hardwareId) ?? []), turn], this.#options.maxTokens);
    this.#waiting.set(hardwareId, turns);
    this.#startNext();
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined && this.#waiting.size > this.#options.maxWaiting) this.#drop(oldest);
  }

  /** No more turns. What runs or waits has `graceMs` to be done; the rest is ended and dropped. Idempotent. */
  close(graceMs: number): Promise<void> {
    this.#closed ??= this.#finish(graceMs);
    return this.#closed;
  }

  async #finish(graceMs: number): Promise<void> {
    const timer = setTimeout(() => {
      for (const hardwareId of [...this.#waiting.keys()]) this.#drop(hardwareId);
      for (const end of this.#running.values()) end.abort(new Error('the server stops'));
    }, graceMs);
    await this.idle();
    clearTimeout(timer);
  }

  #drop(hardwareId: string): void {
    this.#waiting.delete(hardwareId);
    this.#events.dropped(hardwareId);
    this.#tellIdle();
  }

  #startNext(): void {
    for (const [hardwareId, turns] of this.#waiting) {
      if (this.#running.size >= this.#options.maxAtOnce) return;
      if (!this.#running.has(hardwareId)) void this.#run(hardwareId, turns);
    }
  }

  async #run(hardwareId: string, turns: readonly AnalysedTurn[]): Promise<void> {
    this.#waiting.delete(hardwareId);
    const end = new AbortController();
    this.#running.set(hardwareId, end);
    try {
      await inTime(this.#options.timeoutMs, end.signal, (signal) => this.#rewrite(hardwareId, turns, signal));
    } catch (cause) {
      this.#events.failed(hardwareId, cause);
    }
    this.#running.delete(hardwareId);
    this.#startNext();
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.size === 0) for (const resolve of this.#whenIdle.splice(0)) resolve();
  }
}
