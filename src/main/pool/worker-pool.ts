import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Arena } from '../../shared/arena.js';
import { NexyError } from '../../shared/errors.js';
import type { TaskName, WorkerMessage, WorkerSetup, WorkerTasks } from '../../shared/task-messages.js';
import type { FrameReader, TaskSlot } from '../../shared/task-slots.js';
import type { SlotTable } from './slot-table.js';

/** Entry of the worker threads. */
export const WORKER_FILE = fileURLToPath(new URL('../../workers/index.js', import.meta.url));
/** A hung worker has stood still for this many looks: one late look after the whole machine paused proves nothing. */
const LOOKS_TO_HANG = 10;

export interface PoolOptions {
  readonly name: string;
  readonly threads: number;
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

interface Running {
  readonly slot: TaskSlot;
  readonly onFrame: FrameReader | undefined;
  beats: number;
  stillLooks: number;
}

/** First pause before a failed replacement is tried again, ms; doubled each time. */
const REPLACE_RETRY_MS = 1_000;

/** The owner number of blocks whose frame main has in hand: no slot has it. */
const MAIN_OWNER = 0x7fffffff;

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
  /** The thread whose exit is being told right now was ended by the watchdog. */
  #endedAsHung = false;
  #watchdog: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PoolOptions, arena: Arena, events: PoolEvents) {
    this.#options = options;
    this.#slots = options.slots;
    this.#arena = arena;
    this.#events = events;
    this.#piscina = new Piscina({
      filename: options.workerFile,
      name: 'describe',
      minThreads: options.threads,
      maxThreads: options.threads,
      // The slots bound what reaches Piscina.
      maxQueue: Number.POSITIVE_INFINITY,
      concurrentTasksPerWorker: 1,
      idleTimeout: Number.POSITIVE_INFINITY,
      recordTiming: false,
      workerData: options.setup,
      // The workers read nothing from the environment: what they need is in their setup.
      env: {},
    });
    // Without a listener an error between tasks would take the process down; the lost worker is replaced either way.
    this.#piscina.on('error', (cause) => this.#closed || events.workerError(options.name, cause));
    this.#piscina.on('workerDestroy', () => this.#onWorkerLost());
    this.#piscina.on('message', (message: WorkerMessage) => {
      if (typeof message === 'number') this.#drain(message);
      else events.workerError(options.name, message);
    });
  }

  get threads(): number {
    return this.#piscina.threads.length;
  }

  /** Tasks that hold a slot: running, or waiting for a thread. */
  get inFlight(): number {
    return this.#running.size;
  }

  /** Tasks that wait for a slot. */
  get waiting(): number {
    return this.#slots.waiting;
  }

  /**
   * Runs a task. Frames it publishes go to `onFrame`, all of them before `result` settles; each must be given back to the arena.
   * @throws NexyError `overloaded` when too many wait already, `unavailable` after `close`, `internal` when the worker failed
   */
  async start<Name extends TaskName>(
    name: Name,
    task: Omit<WorkerTasks[Name]['task'], 'slot'>,
    options: { readonly signal?: AbortSignal; readonly onFrame?: FrameReader } = {},
  ): Promise<StartedTask<WorkerTasks[Name]['result']>> {
    if (this.#closed) throw new NexyError('unavailable');
    const slot = await this.#slots.take(options.signal);
    const running: Running = { slot, onFrame: options.onFrame, beats: 0, stillLooks: 0 };
    this.#running.set(slot.index, running);
    this.#watch();
    const cancel = (): void => {
      // The slot of a task that has ended may already be another task's.
      if (this.#running.get(slot.index) === running) slot.cancel();
    };
    return { result: this.#run(name, { ...task, slot: slot.index }, running), cancel };
  }

  /** Runs a task that publishes no frames. Errors as `start`. */
  async run<Name extends TaskName>(
    name: Name,
    task: Omit<WorkerTasks[Name]['task'], 'slot'>,
    signal?: AbortSignal,
  ): Promise<WorkerTasks[Name]['result']> {
    const started = await this.start(name, task, signal ? { signal } : {});
    return await started.result;
  }

  async #run(name: TaskName, task: object, running: Running): Promise<never> {
    const { slot } = running;
    try {
      return (await this.#piscina.run(task, { name })) as never;
    } catch (cause) {
      this.#drain(slot.index);
      // A worker that died could not give back the block it was filling.
      this.#arena.reclaim(slot.owner);
      throw this.#asNexyError(cause);
    } finally {
      // What was published before the task ended is delivered before its result is.
      this.#drain(slot.index);
      this.#running.delete(slot.index);
      this.#slots.give(slot);
      if (this.#running.size === 0) this.#stopWatching();
    }
  }

  #asNexyError(cause: unknown): NexyError {
    return new NexyError(this.#closed ? 'unavailable' : 'internal', { cause });
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

  #watch(): void {
    this.#watchdog ??= setInterval(() => this.#look(), this.#options.hangTimeoutMs / LOOKS_TO_HANG).unref();
  }

  #stopWatching(): void {
    clearInterval(this.#watchdog);
    this.#watchdog = undefined;
  }

  #look(): void {
    for (const running of this.#running.values()) {
      const { slot } = running;
      const beats = slot.beats;
      // A task that waits for a thread has none to hang.
      running.stillLooks = slot.threadId !== 0 && beats === running.beats ? running.stillLooks + 1 : 0;
      running.beats = beats;
      if (running.stillLooks < LOOKS_TO_HANG) continue;
      running.stillLooks = 0;
      const thread = this.#piscina.threads.find(({ threadId }) => threadId === slot.threadId);
      // Before Piscina hears of it; by then the thread has lost its id.
      thread?.prependOnceListener('exit', () => {
        this.#endedAsHung = true;
      });
      // Ending the thread rejects its task, and Piscina puts a new thread in its place.
      void thread?.terminate();
    }
  }

  /** Ends the threads, whatever they do. Idempotent. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    this.#slots.close(new NexyError('unavailable'));
    await this.#piscina.destroy();
  }
}
