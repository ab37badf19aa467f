import { readFileSync } from 'node:fs';

/**
 * Returns the time for which a thread or a process was ready to run while others had the CPUs, ms; 0 when it is not known.
 * Linux keeps it in a file `schedstat`: the time on a CPU, ns, the time in a run queue, ns, and the number of time slices
 * (https://docs.kernel.org/scheduler/sched-stats.html).
 *
 * @param folder the folder of the thread or the process in /proc
 */
export function cpuWaitMs(folder: string): number {
  try {
    return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[1]) / 1e6 || 0;
  } catch {
    // It has ended, or the kernel keeps no statistics.
    return 0;
  }
}
