import { readdirSync, readFileSync } from 'node:fs';

/** @typedef {{ cpuNs: number, waitNs: number }} ThreadTime */

/**
 * Reads the times of the threads of a process (Linux: /proc/<pid>/task/<tid>/schedstat).
 * @param {number} pid
 * @returns {Map<number, ThreadTime>} by thread id, the time on a CPU and the time of waiting for a CPU, ns; threads that have ended are missing,
 *   and the map is empty where the system does not report these times
 */
export function threadTimes(pid) {
  const folder = `/proc/${pid}/task`;
  const times = new Map();
  for (const id of unlessGone(() => readdirSync(folder)) ?? []) {
    // A thread may end after it was listed.
    const line = unlessGone(() => readFileSync(`${folder}/${id}/schedstat`, 'utf8'));
    if (line === undefined) continue;
    const [cpuNs = 0, waitNs = 0] = line.split(' ').map(Number);
    times.set(Number(id), { cpuNs, waitNs });
  }
  return times;
}

/**
 * Returns the result of `read`; undefined when its file does not exist or the thread ended during the read (ESRCH).
 * @template T
 * @param {() => T} read
 * @returns {T | undefined}
 */
function unlessGone(read) {
  try {
    return read();
  } catch (cause) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (cause);
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw cause;
  }
}

/**
 * Returns the CPU time of the main thread of a process, ns; undefined where the system does not report it.
 * @param {number} pid
 */
export function mainThreadCpuNs(pid) {
  return threadTimes(pid).get(pid)?.cpuNs;
}

/**
 * Returns the CPU time of the main thread of a process, ns.
 * @param {number} pid
 * @throws Error when the system does not report it, or the process has ended
 */
export function cpuNsOf(pid) {
  const cpuNs = mainThreadCpuNs(pid);
  if (cpuNs === undefined) throw new Error(`the CPU time of process ${pid} cannot be read`);
  return cpuNs;
}

/**
 * Returns the CPU use of a process since `before`, as shares of one CPU: of its main thread, its busiest other thread
 * (the thread of the engine, if any) and all the rest. The shares `mainWaited` and `busiestWaited` are the times in
 * which these threads were ready to run and waited for a CPU.
 * @param {ReadonlyMap<number, ThreadTime>} before
 * @param {number} pid
 * @param {number} elapsedMs
 */
export function sharesSince(before, pid, elapsedMs) {
  /** @param {number} ns */
  const shareOf = (ns) => ns / 1e6 / elapsedMs;
  const idle = { cpu: 0, waited: 0 };
  const spent = [...threadTimes(pid)].map(([id, { cpuNs, waitNs }]) => ({
    id,
    cpu: shareOf(cpuNs - (before.get(id)?.cpuNs ?? 0)),
    waited: shareOf(waitNs - (before.get(id)?.waitNs ?? 0)),
  }));
  const main = spent.find(({ id }) => id === pid) ?? idle;
  const [busiest = idle, ...others] = spent.filter(({ id }) => id !== pid).sort((a, b) => b.cpu - a.cpu);
  return {
    main: main.cpu,
    mainWaited: main.waited,
    busiest: busiest.cpu,
    busiestWaited: busiest.waited,
    rest: others.reduce((sum, { cpu }) => sum + cpu, 0),
  };
}
