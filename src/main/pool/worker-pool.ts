import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { DescribeResult, TaskName, WorkerMessage, WorkerSetup, WorkerTasks } from '../../shared/task-messages.js';
import type { FrameReader, TaskSlot } from '../../shared/task-slots.js';
import type { SlotTable, TaskOrder } from './slot-table.js';
import { TaskTimes } from './task-times.js';
import { Watchdog, type WatchedTask } from './watchdog.js';

/** Entry of the worker threads. */
export const WORKER_FILE = fileURLToPath(new URL('../../workers/index.js', import.meta.url));

export interface PoolOptions {
  readonly name: string;
  readonly threads: number;
  /** More than 1: tasks that mostly wait, for a server; 1 by default. */
  readonly tasksPerThread?: number;
  readonly hangTimeoutMs: number;
  readonly slots: SlotTable;
  readonly setup: WorkerSetup;
  readonly workerFile: string;
}

/** What the pool tells whoever keeps the log. */
export interface PoolEvents {
  /** A worker thread died, or was ended because it hung. Another takes its place. */
  workerLost(pool: string, reason: 'died' | 'hung'): void;
  /** The thread in its place has loaded and is warm. */
  workerReplaced(pool: string, startedInMs: number): void;
  /** An error outside any task. */
  workerError(pool: string, cause: unknown): void;
}

interface Running extends WatchedTask {
  readonly onFrame: FrameReader | undefined;
  /** When it was asked for, ms on the clock of `performance.now()`. */
  readonly askedMs: number;
  /** How long it should keep its thread busy, ms. */
  readonly costMs: number;
}

/** New objects in a worker's heap, MB. V8's own 48 fill up over many minutes, though a worker keeps hardly anything. */
const YOUNG_GENERATION_MB = 12;

/** First pause before a failed replacement is tried again, ms; doubled each time. */
const REPLACE_RETRY_MS = 1_000;

/** The owner number of blocks whose frame main has in hand: no slot has it. */
const MAIN_OWNER = 0x7fffffff;

export interface TaskOptions {
  /** Ends the wait for a slot. It never reaches a running task. */
  readonly signal?: AbortSignal | undefined;
  readonly onFrame?: FrameReader | undefined;
  /** Without it: due now, and done in no time. */
  readonly order?: TaskOrder | undefined;
}

/** A started task. */
export interface StartedTask<Result> {
  readonly result: Promise<Result>;
  /** Asks the running worker to stop at its next chance; the result still comes. Nothing when the task has ended. */
  cancel(): void;
}

/** Worker threads behind Piscina: bounded queue, a watchdog for hung workers, and blocks of dead ones taken back. */
export class WorkerPool {
  readonly #piscina: Piscina;
  readonly #slots: SlotTable;
  readonly #arena: Arena;
  readonly #options: PoolOptions;
  readonly #events: PoolEvents;
  readonly #running = new Map<number, Running>();
  /** Waiting and running times of its tasks. */
  readonly times = new TaskTimes();
  readonly #warm: Promise<DescribeResult>;
  #settleWarm: { resolve(loaded: DescribeResult): void; reject(cause: unknown): void } | undefined;
  #readyThreads = 0;
  /** The thread whose exit is being told right now was ended by the watchdog. */
  #endedAsHung = false;
  readonly #watchdog: Watchdog;
  #closed = false;

  constructor(options: PoolOptions, arena: Arena, events: PoolEvents) {
    this.#options = options;
    this.#slots = options.slots;
    this.#arena = arena;
    this.#events = events;
    this.#warm = new Promise((resolve, reject) => {
      this.#settleWarm = { resolve, reject };
    });
    this.#warm.catch(() => {});
    this.#watchdog = new Watchdog(
      options.hangTimeoutMs,
      () => this.#running.values(),
      (threadId) => this.#endHung(threadId),
    );
    const { tasksPerThread = 1 } = options;
    this.#piscina = new Piscina({
      filename: options.workerFile,
      name: 'describe',
      minThreads: options.threads,
      maxThreads: options.threads,
      // The slots bound what reaches Piscina.
      maxQueue: Number.POSITIVE_INFINITY,
      concurrentTasksPerWorker: tasksPerThread + options.slots.inHand,
      // A thread that stands still while it has no task does not see a server close a connection.
      atomics: tasksPerThread > 1 ? 'disabled' : 'sync',
      idleTimeout: Number.POSITIVE_INFINITY,
      recordTiming: false,
      workerData: options.setup,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      // The workers read nothing from the environment: what they need is in their setup.
      env: {},
    });
    // Without a listener an error between tasks would take the process down; the lost worker is replaced either way.
    this.#piscina.on('error', (cause) => this.#closed || events.workerError(options.name, cause));
    this.#piscina.on('workerDestroy', () => this.#onWorkerLost());
    this.#piscina.on('message', (message: WorkerMessage) => {
      if (typeof message === 'number') {
        this.#drain(message);
        this.#slots.serve();
      } else if (message instanceof Error) {
        events.workerError(options.name, message);
      } else {
        this.#onReady(message.ready);
      }
    });
  }

  /** Threads that are there right now. */
  get threads(): number {
    return this.#piscina.threads.length;
  }

  /** Threads there are when none has just been lost. */
  get size(): number {
    return this.#options.threads;
  }

  /** Tasks that hold a slot. */
  get inFlight(): number {
    return this.#running.size;
  }

  /** Tasks that wait for a slot. */
  get waiting(): number {
    return this.#slots.waiting;
  }

  /** How long a task that is due now would wait for a thread, ms: what runs, and what waits and is due before it. */
  get backlogMs(): number {
    let workMs = this.#slots.waitingMs(performance.now());
    for (const { slot, costMs } of this.#running.values()) workMs += Math.max(0, costMs - slot.runMs);
    return workMs / this.size;
  }

  /**
   * Settles when every thread has loaded, however few tasks may run at a time, and tells what the threads have.
   * @throws NexyError `unavailable` when the pool is closed before
   */
  warm(): Promise<DescribeResult> {
    return this.#warm;
  }

  /** Starts tasks that waited for something beside a thread, if it is there now (`TaskOrder.acquire`). */
  startWaiting(): void {
    this.#slots.serve();
  }

  /**
   * Runs a task. Frames it publishes go to `onFrame`, all of them before `result` settles; each must be given back to the arena.
   * @throws NexyError `unavailable` after `close`, `internal` when the worker failed
   */
  async start<Name extends TaskName>(
    name: Name,
    task: Omit<WorkerTasks[Name]['task'], 'slot'>,
    options: TaskOptions = {},
  ): Promise<StartedTask<WorkerTasks[Name]['result']>> {
    if (this.#closed) throw new NexyError('unavailable');
    const askedMs = performance.now();
    const order = options.order ?? { deadlineMs: askedMs, costMs: 0 };
    const slot = await this.#slots.take(order, options.signal);
    const { onFrame } = options;
    const running: Running = { slot, onFrame, askedMs, costMs: order.costMs, beats: 0, stillLooks: 0 };
    this.#running.set(slot.index, running);
    this.#watchdog.start();
    const cancel = (): void => {
      // The slot of a task that has ended may already be another task's.
      if (this.#running.get(slot.index) === running) slot.cancel();
    };
    return { result: this.#run(name, { ...task, slot: slot.index }, running), cancel };
  }

  /** Runs a task without frames. Errors as `start`. */
  async run<Name extends TaskName>(
    name: Name,
    task: Omit<WorkerTasks[Name]['task'], 'slot'>,
    signal?: AbortSignal,
  ): Promise<WorkerTasks[Name]['result']> {
    const started = await this.start(name, task, { signal });
    return await started.result;
  }

  async #run(name: TaskName, task: object, running: Running): Promise<never> {
    const { slot } = running;
    try {
      return (await this.#runOnce(name, task, slot)) as never;
    } catch (cause) {
      this.#drain(slot.index);
      // A worker that died could not give back the block it was filling.
      this.#arena.reclaim(slot.owner);
      throw new NexyError(this.#closed ? 'unavailable' : 'internal', { cause });
    } finally {
      // What was published before the task ended is delivered before its result is.
      this.#drain(slot.index);
      const { runMs } = slot;
      this.times.record(performance.now() - running.askedMs - runMs, runMs);
      this.#running.delete(slot.index);
      this.#slots.give(slot);
      if (this.#running.size === 0) this.#watchdog.stop();
    }
  }

  /**
   * A task that lay in the hands of a thread that died, and had not begun, is given to another. One that had ended was done: the
   * thread died of the next one, and Piscina rejects both when main has not read the first one's message yet.
   */
  async #runOnce(name: TaskName, task: object, slot: TaskSlot): Promise<unknown> {
    try {
      return await this.#piscina.run(task, { name });
    } catch (cause) {
      const { result } = slot;
      if (result !== undefined) return result;
      if (slot.threadId !== 0 || this.#closed) throw cause;
      return await this.#piscina.run(task, { name });
    }
  }

  #onReady(loaded: DescribeResult): void {
    this.#readyThreads++;
    if (this.#readyThreads === this.size) this.#settleWarm?.resolve(loaded);
  }

  #drain(slotIndex: number): void {
    const running = this.#running.get(slotIndex);
    if (!running) return;
    running.slot.drain((block, place, byteLength, samples) => {
      this.#arena.pass(block, MAIN_OWNER);
      if (running.onFrame) running.onFrame(block, place, byteLength, samples);
      else this.#arena.give(block);
    });
  }

  #onWorkerLost(): void {
    if (this.#closed) return;
    this.#events.workerLost(this.#options.name, this.#endedAsHung ? 'hung' : 'died');
    this.#endedAsHung = false;
    void this.#replace(REPLACE_RETRY_MS);
  }

  /**
   * Piscina puts a new thread in place of a lost one, but gives up once a thread died while it was starting; a task brings it
   * back. It also tells when the new thread is warm.
   */
  async #replace(retryMs: number): Promise<void> {
    const started = performance.now();
    try {
      await this.run('describe', {});
      this.#events.workerReplaced(this.#options.name, performance.now() - started);
    } catch {
      if (!this.#closed) setTimeout(() => this.#closed || void this.#replace(retryMs * 2), retryMs).unref();
    }
  }

  /** Ending the thread rejects its tasks, and Piscina puts a new thread in its place. @returns false when there is no such thread */
  #endHung(threadId: number): boolean {
    const thread = this.#piscina.threads.find((candidate) => candidate.threadId === threadId);
    if (!thread) return false;
    // Before Piscina hears of it; by then the thread has lost its id.
    thread.prependOnceListener('exit', () => {
      this.#endedAsHung = true;
    });
    void thread.terminate();
    return true;
  }

  /** Ends the threads, whatever they do. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#watchdog.stop();
    this.#settleWarm?.reject(new NexyError('unavailable'));
    this.#slots.close(new NexyError('unavailable'));
    await this.#piscina.destroy();
  }
}
