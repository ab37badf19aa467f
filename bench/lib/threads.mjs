import { readdirSync, readFileSync } from 'node:fs';

/**
 * What the threads of a process have had so far (Linux: /proc/<pid>/task/<tid>/schedstat).
 * @returns by thread id, ns on a CPU and ns of waiting for one; empty where the system does not tell, without those that have ended
 */
export function threadTimes(pid) {
  const folder = `/proc/${pid}/task`;
  const times = new Map();
  for (const id of unlessGone(() => readdirSync(folder)) ?? []) {
    // A thread may end between the listing and its turn.
    const line = unlessGone(() => readFileSync(`${folder}/${id}/schedstat`, 'utf8'));
    if (line === undefined) continue;
    const [cpuNs, waitNs] = line.split(' ').map(Number);
    times.set(Number(id), { cpuNs, waitNs });
  }
  return times;
}

/** What `read` gives; undefined when what it reads is not there, or (ESRCH) ended while it was being read. */
function unlessGone(read) {
  try {
    return read();
  } catch (cause) {
    if (cause.code === 'ENOENT' || cause.code === 'ESRCH') return undefined;
    throw cause;
  }
}

/** ns that a process' main thread has been on a CPU; undefined where the system does not tell. */
export function mainThreadCpuNs(pid) {
  return threadTimes(pid).get(pid)?.cpuNs;
}

/**
 * How a process spent the time since `before`, as shares of one CPU: its main thread, its busiest other one (the engine's, when
 * there is one), everything else; and the shares of the time in which main and busiest could have run and did not get a CPU.
 */
export function sharesSince(before, pid, elapsedMs) {
  const shareOf = (ns) => ns / 1e6 / elapsedMs;
  const nobody = { cpu: 0, waited: 0 };
  const spent = [...threadTimes(pid)].map(([id, { cpuNs, waitNs }]) => ({
    id,
    cpu: shareOf(cpuNs - (before.get(id)?.cpuNs ?? 0)),
    waited: shareOf(waitNs - (before.get(id)?.waitNs ?? 0)),
  }));
  const main = spent.find(({ id }) => id === pid) ?? nobody;
  const [busiest = nobody, ...others] = spent.filter(({ id }) => id !== pid).sort((a, b) => b.cpu - a.cpu);
  return {
    main: main.cpu,
    mainWaited: main.waited,
    busiest: busiest.cpu,
    busiestWaited: busiest.waited,
    rest: others.reduce((sum, { cpu }) => sum + cpu, 0),
  };
}
