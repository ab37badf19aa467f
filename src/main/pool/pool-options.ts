import type { WorkerSetup } from '../../shared/task-messages.js';
import type { SlotTable } from './slot-table.js';

export interface PoolOptions {
  readonly name: string;
  readonly threads: number;
  /** The number of tasks that a thread runs at a time, 1 by default. More suit tasks that mostly wait for a server. */
  readonly tasksPerThread?: number;
  readonly hangTimeoutMs: number;
  readonly slots: SlotTable;
  readonly setup: WorkerSetup;
  readonly workerFile: string;
}

/** Receives the events of a pool, for the log. */
export interface PoolEvents {
  /** Reports that a worker thread died, or was ended because it hung. Another thread takes its place. */
  workerLost(pool: string, reason: 'died' | 'hung'): void;
  /** Reports that the new thread has loaded and is warm. */
  workerReplaced(pool: string, startedInMs: number): void;
  /** Reports an error outside any task. */
  workerError(pool: string, cause: unknown): void;
}
