import { createHistogram } from 'node:perf_hooks';
import { percentileOfHistogram } from '../../shared/measurement/percentile.js';

/** The times of the tasks that ended since the last call of `takeSummary`, ms. */
export interface TimesSummary {
  readonly tasks: number;
  /** The time from the request for a thread until a thread has begun the task. */
  readonly wait_p95_ms: number;
  /** The time from the start of the task to its result. */
  readonly run_p95_ms: number;
}

/** Measures how long the tasks of a pool wait for a thread and keep it. The size of a pool is judged by these times. */
export class TaskTimes {
  /** The waiting times, in microseconds like the running times. */
  readonly #waits = createHistogram();
  readonly #runs = createHistogram();

  record(waitMs: number, runMs: number): void {
    this.#waits.record(inMicroseconds(waitMs));
    this.#runs.record(inMicroseconds(runMs));
  }

  /** Returns the figures since the last call. */
  takeSummary(): TimesSummary {
    const times = {
      tasks: this.#runs.count,
      wait_p95_ms: percentileOfHistogram(this.#waits, 95) / 1000,
      run_p95_ms: percentileOfHistogram(this.#runs, 95) / 1000,
    };
    this.#waits.reset();
    this.#runs.reset();
    return times;
  }
}

function inMicroseconds(ms: number): number {
  // A histogram accepts no value below one.
  return Math.max(1, Math.round(ms * 1000));
}
