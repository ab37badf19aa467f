import type { TaskSlot } from '../../shared/task-slots.js';

/**
 * The number of checks without progress after which a worker counts as hung. One late check, after the whole machine
 * paused, proves nothing.
 */
const CHECKS_TO_HANG = 10;

/** A task that a thread may be working on. */
export interface WatchedTask {
  readonly slot: TaskSlot;
  /** The progress of the task at the last check. */
  beats: number;
  /** The time since its progress changed for which its thread was not kept from running, ms. */
  stalledMs: number;
  /** The time for which its thread has waited for a CPU, at the last check without progress, ms. */
  cpuWaitMs: number;
}

export interface WatchdogOptions {
  readonly hangTimeoutMs: number;
  readonly tasks: () => Iterable<WatchedTask>;
  /** Returns the time for which a thread has waited for a CPU since its start, ms. */
  readonly cpuWaitMs: (threadId: number) => number;
  /** Ends a thread; false = there is no such thread (yet), so that it is called again at the next check. */
  readonly endHung: (threadId: number) => boolean;
}

/**
 * Finds threads with a task that makes no progress, and ends them. A thread with several such tasks is ended once. The
 * time in which other threads had all CPUs does not count: on a busy machine a thread at low priority may not run for
 * seconds, and its replacement would run even less.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #checkIntervalMs: number;
  readonly #ended = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    this.#checkIntervalMs = options.hangTimeoutMs / CHECKS_TO_HANG;
  }

  /** Starts the checks, which go on until no task is left. Idempotent, and cheap while they go on. */
  start(): void {
    this.#timer ??= setInterval(() => this.#check(), this.#checkIntervalMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #check(): void {
    const { hangTimeoutMs, tasks, endHung } = this.#options;
    let hasTasks = false;
    for (const task of tasks()) {
      hasTasks = true;
      const { threadId } = task.slot;
      this.#measure(task);
      // Half an interval less: every thread waits for a CPU for some milliseconds.
      const isHung = task.stalledMs > hangTimeoutMs - this.#checkIntervalMs / 2;
      if (isHung && !this.#ended.has(threadId) && endHung(threadId)) this.#ended.add(threadId);
    }
    if (!hasTasks) this.stop();
  }

  #measure(task: WatchedTask): void {
    const { threadId, beats } = task.slot;
    // A task that still waits for a thread cannot have hung one.
    if (threadId === 0 || beats !== task.beats) {
      task.beats = beats;
      task.stalledMs = 0;
      return;
    }
    const cpuWaitMs = this.#options.cpuWaitMs(threadId);
    const keptMs = task.stalledMs === 0 ? 0 : cpuWaitMs - task.cpuWaitMs;
    task.cpuWaitMs = cpuWaitMs;
    task.stalledMs += Math.max(0, this.#checkIntervalMs - keptMs);
  }
}
