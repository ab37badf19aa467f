import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { DescribeResult, ReadyThread, TaskName, WorkerMessage, WorkerTasks } from '../../shared/task-messages.js';
import type { FrameReader, TaskSlot } from '../../shared/task-slots.js';
import { CpuWaits } from './cpu-waits.js';
import type { PoolEvents, PoolOptions } from './pool-options.js';
import type { SlotTable, TaskOrder } from './slot-table.js';
import { TaskTimes } from './task-times.js';
import { Watchdog, type WatchedTask } from './watchdog.js';

/** The entry file of the worker threads. */
export const WORKER_FILE = fileURLToPath(new URL('../../workers/index.js', import.meta.url));

interface Running extends WatchedTask {
  readonly onFrame: FrameReader | undefined;
  /** The time at which the task was requested, ms on the clock of `performance.now()`. */
  readonly requestedMs: number;
  /** The estimated time for which the task keeps its thread busy, ms. */
  readonly costMs: number;
}

/**
 * The heap of a worker. V8's own limits are filled up with garbage over many minutes, though a worker keeps only 12 MB: its
 * 48 MB for new objects, and for old ones the 128 MB of --initial-heap-size, until the first full collection. With a limit
 * of 64 MB for old objects, the first full collection comes at 32. The measurements are in docs/decisions/007.
 */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 64 };

/**
 * Piscina loads the workers' file by `require` first, and by `import` when that fails. In versions of Node whose `require`
 * loads ES modules, a thread that is ended meanwhile ends the whole process ("IsGraphAsync must be used on an instantiated
 * module"): without them, `import` alone loads the file.
 */
const NODE_FLAGS = 'require_module' in process.features ? ['--no-experimental-require-module'] : [];

/** The delay before the first retry of a failed replacement, ms; doubled for each further retry. */
const REPLACE_RETRY_MS = 1_000;

/** The owner number of blocks with a frame that the main thread holds. No slot has this number. */
const MAIN_OWNER = 0x7fffffff;

export interface TaskOptions {
  /** Ends the wait for a slot. It never reaches a running task. */
  readonly signal?: AbortSignal | undefined;
  readonly onFrame?: FrameReader | undefined;
  /** The task's order in the queue. By default the task is due now and takes no time. */
  readonly order?: TaskOrder | undefined;
}

export interface StartedTask<Result> {
  readonly result: Promise<Result>;
  /** Requests that the worker stop at its next check; the result still arrives. No effect once the task has ended. */
  cancel(): void;
}

/** Runs tasks in threads of Piscina: limits the queue, ends hung workers, and reclaims the blocks of dead workers. */
export class WorkerPool {
  readonly #piscina: Piscina;
  readonly #slots: SlotTable;
  readonly #arena: Arena;
  readonly #options: PoolOptions;
  readonly #events: PoolEvents;
  readonly #running = new Map<number, Running>();
  /** The waiting and running times of the tasks. */
  readonly times = new TaskTimes();
  readonly #warm: Promise<DescribeResult>;
  #settleWarm: { resolve(loaded: DescribeResult): void; reject(cause: unknown): void } | undefined;
  #readyThreads = 0;
  /** Tells whether the watchdog ended the thread whose exit is reported next. */
  #endedAsHung = false;
  readonly #cpuWaits = new CpuWaits();
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
    this.#watchdog = new Watchdog({
      hangTimeoutMs: options.hangTimeoutMs,
      tasks: () => this.#running.values(),
      cpuWaitMs: (threadId) => this.#cpuWaits.waitedMs(threadId),
      endHung: (threadId) => this.#endHung(threadId),
    });
    const { tasksPerThread = 1 } = options;
    this.#piscina = new Piscina({
      filename: options.workerFile,
      name: 'describe',
      minThreads: options.threads,
      maxThreads: options.threads,
      // The slots limit the number of tasks that reach Piscina.
      maxQueue: Number.POSITIVE_INFINITY,
      concurrentTasksPerWorker: tasksPerThread + options.slots.prefetchDepth,
      // A thread that blocks while it has no task does not notice that a server closes a connection.
      atomics: tasksPerThread > 1 ? 'disabled' : 'sync',
      idleTimeout: Number.POSITIVE_INFINITY,
      recordTiming: false,
      workerData: options.setup,
      resourceLimits: HEAP_LIMITS,
      // The workers read nothing from the environment: their setup holds everything that they need.
      env: {},
      execArgv: NODE_FLAGS,
    });
    // Without a listener an error between tasks would end the process. The lost worker is replaced in any case.
    this.#piscina.on('error', (cause) => this.#closed || events.workerError(options.name, cause));
    this.#piscina.on('workerDestroy', () => this.#onWorkerLost());
    this.#piscina.on('message', (message: WorkerMessage) => {
      if (typeof message === 'number') {
        this.#readFrames(message);
        this.#slots.dispatch();
      } else if (message instanceof Error) {
        events.workerError(options.name, message);
      } else {
        this.#onReady(message.ready);
      }
    });
  }

  /** The number of threads that exist right now. */
  get threads(): number {
    return this.#piscina.threads.length;
  }

  /** The number of threads, including a lost one that is being replaced. */
  get size(): number {
    return this.#options.threads;
  }

  /** The number of tasks that hold a slot. */
  get inFlight(): number {
    return this.#running.size;
  }

  /** The number of tasks that wait for a slot. */
  get waiting(): number {
    return this.#slots.waiting;
  }

  /** The wait for a thread, ms, of a task that is due now: the running tasks, and the waiting ones due before it. */
  get backlogMs(): number {
    let workMs = this.#slots.waitingMs(performance.now());
    for (const { slot, costMs } of this.#running.values()) workMs += Math.max(0, costMs - slot.runMs);
    return workMs / this.size;
  }

  /**
   * Settles when every thread has loaded, however few tasks may run at a time.
   * @returns the engines that a thread has loaded, and its failures
   * @throws NexyError `unavailable` when the pool is closed before
   */
  warm(): Promise<DescribeResult> {
    return this.#warm;
  }

  /** Starts tasks that waited for a resource beside a thread, if it is available now (`TaskOrder.acquire`). */
  startWaiting(): void {
    this.#slots.dispatch();
  }

  /**
   * Runs a task. Its frames go to `onFrame`, all before `result` settles; each must be released to the arena.
   * @throws NexyError `unavailable` after `close`, `internal` when the worker failed
   */
  async start<Name extends TaskName>(
    name: Name,
    task: Omit<WorkerTasks[Name]['task'], 'slot'>,
    options: TaskOptions = {},
  ): Promise<StartedTask<WorkerTasks[Name]['result']>> {
    if (this.#closed) throw new NexyError('unavailable');
    const requestedMs = performance.now();
    const order = options.order ?? { deadlineMs: requestedMs, costMs: 0 };
    const slot = await this.#slots.acquire(order, options.signal);
    const { onFrame } = options;
    const { costMs } = order;
    const running: Running = { slot, onFrame, requestedMs, costMs, beats: 0, stalledMs: 0, cpuWaitMs: 0 };
    this.#running.set(slot.index, running);
    this.#watchdog.start();
    const cancel = (): void => {
      // The slot of a task that has ended may already belong to another task.
      if (this.#running.get(slot.index) === running) slot.cancel();
    };
    return { result: this.#run(name, { slot: slot.index, ...task }, running), cancel };
  }

  /** Runs a task without frames. Throws the same errors as `start`. */
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
      this.#readFrames(slot.index);
      // A worker that died could not release the block it was filling.
      this.#arena.reclaim(slot.owner);
      throw new NexyError(this.#closed ? 'unavailable' : 'internal', { cause });
    } finally {
      // Frames published before the task ended are delivered before its result.
      this.#readFrames(slot.index);
      const { runMs } = slot;
      this.times.record(performance.now() - running.requestedMs - runMs, runMs);
      this.#running.delete(slot.index);
      this.#slots.release(slot);
    }
  }

  /**
   * Runs a task, and once more when its thread died before the task had begun. A task that had ended was complete: its
   * thread died in the next one, and Piscina rejects both when the first message is still unread.
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

  #onReady({ loaded, threadId, osThreadId }: ReadyThread): void {
    this.#cpuWaits.add(threadId, osThreadId);
    this.#readyThreads++;
    if (this.#readyThreads === this.size) this.#settleWarm?.resolve(loaded);
  }

  #readFrames(slotIndex: number): void {
    const running = this.#running.get(slotIndex);
    if (!running) return;
    running.slot.drain((block, place, byteLength, samples) => {
      this.#arena.transfer(block, MAIN_OWNER);
      if (running.onFrame) running.onFrame(block, place, byteLength, samples);
      else this.#arena.release(block);
    });
  }

  #onWorkerLost(): void {
    if (this.#closed) return;
    this.#events.workerLost(this.#options.name, this.#endedAsHung ? 'hung' : 'died');
    this.#endedAsHung = false;
    this.#cpuWaits.keep(this.#piscina.threads.map(({ threadId }) => threadId));
    void this.#replace(REPLACE_RETRY_MS);
  }

  /**
   * Replaces a lost thread. Piscina starts a new one itself, but gives up once a thread has died while it was starting;
   * a new task makes it try again. The result of the task also shows that the new thread is warm.
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

  /** Ends a hung thread: its tasks are rejected, and Piscina starts another. @returns false when it does not exist */
  #endHung(threadId: number): boolean {
    const thread = this.#piscina.threads.find((candidate) => candidate.threadId === threadId);
    if (!thread) return false;
    // This listener runs before that of Piscina. When Piscina reports the loss, the thread has no ID any more.
    thread.prependOnceListener('exit', () => {
      this.#endedAsHung = true;
    });
    void thread.terminate();
    return true;
  }

  /** Ends the threads, even while they run tasks. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#watchdog.stop();
    this.#settleWarm?.reject(new NexyError('unavailable'));
    this.#slots.close(new NexyError('unavailable'));
    await this.#piscina.destroy();
  }
}
