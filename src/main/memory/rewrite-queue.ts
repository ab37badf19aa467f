import { withTimeout } from '../../shared/timeout.js';
import type { AnalysedTurn } from './memory-analysis.js';
import { newestWithin } from './turn-budget.js';

export interface RewriteOptions {
  /** The most rewrites that run at the same time, each of another device. */
  readonly maxAtOnce: number;
  /** The most devices that wait for a rewrite; beyond this number, the device that has waited longest is dropped. */
  readonly maxWaiting: number;
  /** The timeout of one rewrite, ms. */
  readonly timeoutMs: number;
  /** The most tokens of the turns in one rewrite, as estimated; the newest turns are kept. */
  readonly maxTokens: number;
}

/** A turn that waits to be rewritten. */
interface WaitingTurn extends AnalysedTurn {
  /** The position of its prompt among all prompts that were asked. */
  readonly order: number;
}

/** Rewrites the memory of one device. An error ends only this rewrite. */
export type Rewrite = (hardwareId: string, turns: readonly AnalysedTurn[], signal: AbortSignal) => Promise<void>;

/** Receives the events of the queue. */
export interface RewriteEvents {
  /** Reports that memory stays as it was; `cause` is the timeout, the end of the queue, or the error of the rewrite. */
  failed(hardwareId: string, cause: unknown): void;
  /** Reports that the turns of a device will not be rewritten: too many devices wait, or the queue has ended. */
  dropped(hardwareId: string): void;
}

/**
 * Runs the rewrites of device memories. A device has one rewrite at a time; its turns meanwhile wait, and go into the
 * next rewrite together.
 */
export class RewriteQueue {
  readonly #options: RewriteOptions;
  readonly #rewrite: Rewrite;
  readonly #events: RewriteEvents;
  /** The controllers that abort the running rewrites, by device. */
  readonly #running = new Map<string, AbortController>();
  /** The waiting turns by device, in the order in which the devices came. */
  readonly #waiting = new Map<string, readonly WaitingTurn[]>();
  #idleWaiters: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  constructor(options: RewriteOptions, rewrite: Rewrite, events: RewriteEvents) {
    this.#options = options;
    this.#rewrite = rewrite;
    this.#events = events;
  }

  /** The number of rewrites that run or wait. */
  get size(): number {
    return this.#running.size + this.#waiting.size;
  }

  /** Settles when no rewrite runs or waits. */
  idle(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
    });
  }

  add(hardwareId: string, turn: WaitingTurn): void {
    if (this.#closed) {
      this.#events.dropped(hardwareId);
      return;
    }
    const turns = [...(this.#waiting.get(hardwareId) ?? []), turn].sort((one, other) => one.order - other.order);
    this.#waiting.set(hardwareId, newestWithin(turns, this.#options.maxTokens));
    this.#startNext();
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined && this.#waiting.size > this.#options.maxWaiting) this.#drop(oldest);
  }

  /**
   * Accepts no more turns. The rewrites that run or wait have `graceMs` to finish; the others are aborted or dropped.
   * Idempotent.
   */
  close(graceMs: number): Promise<void> {
    this.#closed ??= this.#finish(graceMs);
    return this.#closed;
  }

  async #finish(graceMs: number): Promise<void> {
    const timer = setTimeout(() => {
      for (const hardwareId of [...this.#waiting.keys()]) this.#drop(hardwareId);
      for (const controller of this.#running.values()) controller.abort(new Error('the server stops'));
    }, graceMs);
    await this.idle();
    clearTimeout(timer);
  }

  #drop(hardwareId: string): void {
    this.#waiting.delete(hardwareId);
    this.#events.dropped(hardwareId);
    this.#notifyIdle();
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
      await withTimeout(this.#options.timeoutMs, end.signal, (signal) => this.#rewrite(hardwareId, turns, signal));
    } catch (cause) {
      this.#events.failed(hardwareId, cause);
    }
    this.#running.delete(hardwareId);
    this.#startNext();
    this.#notifyIdle();
  }

  #notifyIdle(): void {
    if (this.size === 0) for (const resolve of this.#idleWaiters.splice(0)) resolve();
  }
}
