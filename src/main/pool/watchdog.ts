import type { TaskSlot } from '../../shared/task-slots.js';

/**
 * The number of checks without progress after which a worker counts as hung. One late check, after the whole machine
 * paused, proves nothing.
 */
const CHECKS_TO_HANG = 10;

/** A task that a thread may be working on. */
export interface WatchedTask {
  readonly slot: TaskSlot;
  /** The progress of the task at the last check, and the number of checks since it changed. */
  beats: number;
  checksWithoutProgress: number;
}

/** Finds threads with a task that makes no progress, and ends them. A thread with several such tasks is ended once. */
export class Watchdog {
  readonly #checkIntervalMs: number;
  readonly #tasks: () => Iterable<WatchedTask>;
  readonly #endHung: (threadId: number) => boolean;
  readonly #ended = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param endHung ends a thread; false = there is no such thread (yet), so that it is called again at the next check
   */
  constructor(hangTimeoutMs: number, tasks: () => Iterable<WatchedTask>, endHung: (threadId: number) => boolean) {
    this.#checkIntervalMs = hangTimeoutMs / CHECKS_TO_HANG;
    this.#tasks = tasks;
    this.#endHung = endHung;
  }

  /** Starts the checks. Idempotent. */
  start(): void {
    this.#timer ??= setInterval(() => this.#check(), this.#checkIntervalMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #check(): void {
    for (const task of this.#tasks()) {
      const { threadId, beats } = task.slot;
      // A task that still waits for a thread cannot have hung one.
      task.checksWithoutProgress = threadId !== 0 && beats === task.beats ? task.checksWithoutProgress + 1 : 0;
      task.beats = beats;
      if (task.checksWithoutProgress < CHECKS_TO_HANG || this.#ended.has(threadId)) continue;
      if (this.#endHung(threadId)) this.#ended.add(threadId);
    }
  }
}
