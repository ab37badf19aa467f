import { cpuWaitMs } from '../../shared/cpu-wait.js';

/** The times for which threads of this process were ready to run while others had the CPUs. */
export class CpuWaits {
  /** The number of each thread in the operating system, by its number in Node. */
  readonly #osThreadIds = new Map<number, number>();

  /** @param osThreadId undefined = the system gives no such number, and the thread's waits are not known */
  add(threadId: number, osThreadId: number | undefined): void {
    if (osThreadId !== undefined) this.#osThreadIds.set(threadId, osThreadId);
  }

  /** Forgets all threads but these. */
  keep(threadIds: readonly number[]): void {
    for (const known of [...this.#osThreadIds.keys()]) if (!threadIds.includes(known)) this.#osThreadIds.delete(known);
  }

  /** Returns the time for which a thread has waited for a CPU since its start, ms; 0 when it is not known. */
  waitedMs(threadId: number): number {
    const id = this.#osThreadIds.get(threadId);
    return id === undefined ? 0 : cpuWaitMs(`/proc/self/task/${id}`);
  }
}
