import { createTaskSlotMemory, TaskSlot, type TaskSlotMemory } from '../../shared/task-slots.js';

/** The facts that decide the place of a task in the queue, and how long other tasks wait behind it. */
export interface TaskOrder {
  /** The time at which the task is due, ms on the clock of `performance.now()`. Tasks start in this order. */
  readonly deadlineMs: number;
  /** The estimated time for which the task keeps a thread busy, ms. */
  readonly costMs: number;
  /**
   * Acquires the resource that the task needs beside a thread, at the moment in which the task would get a thread.
   * Returns false when the resource is not available; then tasks that are due later go first. The code that releases
   * the resource calls `dispatch`.
   */
  readonly acquire?: () => boolean;
}

/** The longest task that is prefetched for a busy thread, ms: a new task may have to wait for both. */
const MAX_PREFETCH_MS = 12;

interface Waiter extends TaskOrder {
  take(slot: TaskSlot): void;
  reject(error: unknown): void;
}

/**
 * The slots of a pool, and the queue for them. A task gets a slot at once when a thread is free. Otherwise it waits in
 * the queue, the earliest deadline first, and in order of arrival where deadlines are equal. Admission limits the
 * queue: each task belongs to an admitted turn, and a turn requests few tasks at a time.
 *
 * While more tasks wait than there are threads, and all threads are busy, one thread prefetches its next task: sending
 * a result to the main thread and the next task back takes a twentieth of a sentence's time (docs/decisions/009). A
 * task is prefetched only when every earlier task has begun, as a thread that finds two tasks would report the first
 * one when the second is done. A long task is not prefetched: it would gain little, and a new task would wait for it.
 *
 * Where tasks hold their slots for long, some slots are reserved for tasks that take almost no time. Such tasks do not
 * wait for others.
 */
export class SlotTable {
  readonly memory: TaskSlotMemory;
  /** The number of tasks that may be prefetched for a busy thread. */
  readonly prefetchDepth: 0 | 1;
  readonly #free: TaskSlot[];
  /** The waiting tasks. The next one to be started is at the end, where removing it costs nothing. */
  readonly #waiters: Waiter[] = [];
  readonly #used = new Set<TaskSlot>();
  readonly #threads: number;
  readonly #reservedSlots: number;

  /**
   * @param threads the number of tasks that may run at a time, over all threads
   * @param reservedSlots the number of additional slots for tasks with a cost of 0
   */
  constructor(threads: number, prefetchSlots: 0 | 1, firstOwner: number, reservedSlots = 0) {
    const slotCount = threads + prefetchSlots + reservedSlots;
    this.memory = createTaskSlotMemory(slotCount, firstOwner);
    this.#free = Array.from({ length: slotCount }, (_, index) => new TaskSlot(this.memory, slotCount - 1 - index));
    this.prefetchDepth = prefetchSlots;
    this.#threads = threads;
    this.#reservedSlots = reservedSlots;
  }

  get inUse(): number {
    return this.#used.size;
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  /** Returns the work, ms, that waits and would be done before a task that is due at `deadlineMs`. */
  waitingMs(deadlineMs: number): number {
    let sumMs = 0;
    for (let i = this.#waiters.length - 1; i >= 0; i--) {
      const waiter = this.#waiters[i] as Waiter;
      if (waiter.deadlineMs > deadlineMs) break;
      sumMs += waiter.costMs;
    }
    return sumMs;
  }

  /**
   * Acquires a slot for a task; waits when no slot is free.
   * @throws the signal's reason when it fires first, or the error of `close`
   */
  async acquire(order: TaskOrder, signal?: AbortSignal): Promise<TaskSlot> {
    signal?.throwIfAborted();
    if ((this.inUse < this.#threads || this.#canUseReserved(order)) && acquires(order)) return this.#use();
    return await new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        take: (free) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(free);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
        ...order,
      };
      this.#waiters.splice(this.#indexFor(order.deadlineMs), 0, waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.dispatch();
    });
  }

  /** Releases a slot: its task, or the thread of the task, has ended. */
  release(slot: TaskSlot): void {
    slot.reset();
    this.#used.delete(slot);
    this.#free.push(slot);
    this.dispatch();
  }

  /** Rejects all waiting tasks. */
  close(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }

  /** Starts the waiting tasks that may start now. Must be called when a task has begun. */
  dispatch(): void {
    for (let i = this.#waiters.length - 1; i >= 0 && (this.inUse < this.#threads || this.#canPrefetch()); i--) {
      if (acquires(this.#waiters[i] as Waiter)) this.#waiters.splice(i, 1)[0]?.take(this.#use());
    }
    for (let i = this.#waiters.length - 1; i >= 0; i--) {
      if (this.#canUseReserved(this.#waiters[i] as Waiter)) this.#waiters.splice(i, 1)[0]?.take(this.#use());
    }
  }

  #canUseReserved({ costMs }: TaskOrder): boolean {
    return this.#reservedSlots > 0 && costMs === 0 && this.#free.length > 0;
  }

  #canPrefetch(): boolean {
    if (this.prefetchDepth === 0 || this.#free.length === 0 || this.#waiters.length <= this.#threads) return false;
    if ((this.#waiters.at(-1) as Waiter).costMs > MAX_PREFETCH_MS) return false;
    for (const { threadId } of this.#used) if (threadId === 0) return false;
    return true;
  }

  #use(): TaskSlot {
    const slot = this.#free.pop() as TaskSlot;
    this.#used.add(slot);
    return slot;
  }

  /**
   * Returns the queue index for a new task: before all tasks due at the same time or earlier. The end is served first.
   */
  #indexFor(deadlineMs: number): number {
    let low = 0;
    let high = this.#waiters.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiters[middle] as Waiter).deadlineMs > deadlineMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function acquires({ acquire }: TaskOrder): boolean {
  return acquire === undefined || acquire();
}
