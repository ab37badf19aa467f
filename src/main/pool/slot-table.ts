import { createTaskSlotMemory, TaskSlot, type TaskSlotMemory } from '../../shared/task-slots.js';

/** What decides a task's place in the line, and how long others wait behind it. */
export interface TaskOrder {
  /** Tasks are taken by this, the earliest first; ms on the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** How long it will keep a thread busy, ms, as far as one can tell. */
  readonly costMs: number;
  /**
   * Acquires what the task needs beside a thread, at the moment in which it would get one; false = it is not there yet, and tasks
   * that are due later go first. Whoever gives something back calls `serve`.
   */
  readonly acquire?: () => boolean;
}

/** Longest task that is prefetched for a busy thread, ms: a newcomer waits for both. */
const MAX_IN_HAND_MS = 12;

interface Waiter extends TaskOrder {
  take(slot: TaskSlot): void;
  refuse(error: unknown): void;
}

/**
 * The slots of a pool. A task that finds a thread free has one at once. More wait, the earliest deadline first and in order of
 * arrival where deadlines are equal. What waits is bounded by admission: each task belongs to a turn that was let in, and a turn asks
 * for few at a time.
 *
 * While more wait than there are threads, and all threads are at work, one of them has its next task in hand: the way of a result
 * to the main thread, and of the next task back, is a twentieth of a sentence's time (docs/decisions/009). Only a task that has
 * begun makes room for one in hand, as a thread that finds two would tell of the first when the second is done. A long task is not
 * taken in hand: the way costs it little, and a newcomer would wait for it.
 *
 * Where tasks hold their slots for long, some slots are for those that are done in no time only, and these wait for nobody else.
 */
export class SlotTable {
  readonly memory: TaskSlotMemory;
  /** Tasks that may wait in a thread's own hands. */
  readonly inHand: 0 | 1;
  readonly #free: TaskSlot[];
  /** The next to be served at the end, where taking it costs nothing. */
  readonly #waiters: Waiter[] = [];
  readonly #used = new Set<TaskSlot>();
  readonly #threads: number;
  readonly #quick: number;

  /**
   * @param threads tasks that may be at work at a time, all together
   * @param quick slots beside those, for tasks whose cost is 0
   */
  constructor(threads: number, inHand: 0 | 1, firstOwner: number, quick = 0) {
    const slotCount = threads + inHand + quick;
    this.memory = createTaskSlotMemory(slotCount, firstOwner);
    this.#free = Array.from({ length: slotCount }, (_, index) => new TaskSlot(this.memory, slotCount - 1 - index));
    this.inHand = inHand;
    this.#threads = threads;
    this.#quick = quick;
  }

  get inUse(): number {
    return this.#used.size;
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  /** The work, ms, that waits and would be done before a task that is due at `deadlineMs`. */
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
   * A slot for a task; waits for one when none is free.
   * @throws the signal's reason when it fires first, or the error of `close`
   */
  async take(order: TaskOrder, signal?: AbortSignal): Promise<TaskSlot> {
    signal?.throwIfAborted();
    if ((this.inUse < this.#threads || this.#maySlipIn(order)) && acquires(order)) return this.#use();
    return await new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        ...order,
        take: (free) => {
          signal?.removeEventListener('abort', onAbort);
          resolve(free);
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      this.#waiters.splice(this.#placeOf(order.deadlineMs), 0, waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.serve();
    });
  }

  /** The task in the slot has ended, or its thread has. */
  give(slot: TaskSlot): void {
    slot.reset();
    this.#used.delete(slot);
    this.#free.push(slot);
    this.serve();
  }

  /** Refuses everyone who waits. */
  close(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(error);
  }

  /** Lets in who may come. To be called when a task has begun. */
  serve(): void {
    for (let i = this.#waiters.length - 1; i >= 0 && (this.inUse < this.#threads || this.#mayTakeInHand()); i--) {
      if (acquires(this.#waiters[i] as Waiter)) this.#waiters.splice(i, 1)[0]?.take(this.#use());
    }
    for (let i = this.#waiters.length - 1; i >= 0; i--) {
      if (this.#maySlipIn(this.#waiters[i] as Waiter)) this.#waiters.splice(i, 1)[0]?.take(this.#use());
    }
  }

  #maySlipIn({ costMs }: TaskOrder): boolean {
    return this.#quick > 0 && costMs === 0 && this.#free.length > 0;
  }

  #mayTakeInHand(): boolean {
    if (this.inHand === 0 || this.#free.length === 0 || this.#waiters.length <= this.#threads) return false;
    if ((this.#waiters.at(-1) as Waiter).costMs > MAX_IN_HAND_MS) return false;
    for (const { threadId } of this.#used) if (threadId === 0) return false;
    return true;
  }

  #use(): TaskSlot {
    const slot = this.#free.pop() as TaskSlot;
    this.#used.add(slot);
    return slot;
  }

  /** Index for a newcomer: before everyone who is due at the same time or earlier, as they are served from the end. */
  #placeOf(deadlineMs: number): number {
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
