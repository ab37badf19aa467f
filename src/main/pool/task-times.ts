import { createHistogram } from 'node:perf_hooks';

/** Of the tasks that ended since the last look; ms. */
export interface TimesSummary {
  readonly tasks: number;
  /** From asking for a thread until one has begun. */
  readonly wait_p95_ms: number;
  /** From then to the result. */
  readonly run_p95_ms: number;
}

/** How long a pool's tasks wait for a thread, and how long they keep it: what its size is judged by. */
export class TaskTimes {
  /** Microseconds. */
  readonly #waits = createHistogram();
  readonly #runs = createHistogram();

  record(waitMs: number, runMs: number): void {
    this.#waits.record(inMicroseconds(waitMs));
    this.#runs.record(inMicroseconds(runMs));
  }

  /** The figures since the last call. */
  take(): TimesSummary {
    const times = {
      tasks: this.#runs.count,
      wait_p95_ms: this.#waits.count === 0 ? 0 : this.#waits.percentile(95) / 1000,
      run_p95_ms: this.#runs.count === 0 ? 0 : this.#runs.percentile(95) / 1000,
    };
    this.#waits.reset();
    this.#runs.reset();
    return times;
  }
}

function inMicroseconds(ms: number): number {
  // A histogram holds nothing below one.
  return Math.max(1, Math.round(ms * 1000));
}
