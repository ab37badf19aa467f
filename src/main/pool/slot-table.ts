import { NexyError } from '../../shared/errors.js';
import { createTaskSlotMemory, TaskSlot, type TaskSlotMemory } from '../../shared/task-slots.js';

interface Waiter {
  take(slot: TaskSlot): void;
  refuse(error: unknown): void;
}

/**
 * The slots of a pool: as many tasks are in flight as there are slots, more wait in order, and past the bound of the wait
 * they are refused.
 */
export class SlotTable {
  readonly memory: TaskSlotMemory;
  readonly #free: TaskSlot[];
  readonly #waiters: Waiter[] = [];
  readonly #maxWaiting: number;

  constructor(slotCount: number, maxWaiting: number, firstOwner: number) {
    this.memory = createTaskSlotMemory(slotCount, firstOwner);
    this.#free = Array.from({ length: slotCount }, (_, index) => new TaskSlot(this.memory, slotCount - 1 - index));
    this.#maxWaiting = maxWaiting;
  }

  get inUse(): number {
    return this.memory.slotCount - this.#free.length;
  }

  get waiting(): number {
    return this.#waiters.length;
  }

  /**
   * A slot for a task; waits for one when none is free.
   * @throws NexyError `overloaded` when too many wait already; the signal's reason when it fires first
   */
  async take(signal?: AbortSignal): Promise<TaskSlot> {
    signal?.throwIfAborted();
    const slot = this.#free.pop();
    if (slot) return slot;
    if (this.#waiters.length >= this.#maxWaiting) throw new NexyError('overloaded');
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
        refuse: (error) => {
          signal?.removeEventListener('abort', onAbort);
          reject(error);
        },
      };
      this.#waiters.push(waiter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  /** The task in the slot has ended, or its thread has. */
  give(slot: TaskSlot): void {
    slot.reset();
    const next = this.#waiters.shift();
    if (next) next.take(slot);
    else this.#free.push(slot);
  }

  /** Refuses everyone who waits. */
  close(error: unknown): void {
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(error);
  }
}
