import { readFileSync } from 'node:fs';

/**
 * The times for which threads were ready to run while other threads had the CPUs. Linux keeps them in
 * /proc/<pid>/task/<tid>/schedstat: the time on a CPU, ns, the time in a run queue, ns, and the number of time slices
 * (https://docs.kernel.org/scheduler/sched-stats.html).
 */
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
    if (id === undefined) return 0;
    try {
      return Number(readFileSync(`/proc/self/task/${id}/schedstat`, 'utf8').split(' ')[1]) / 1e6 || 0;
    } catch {
      // The thread has ended, or the kernel keeps no statistics.
      return 0;
    }
  }
}
