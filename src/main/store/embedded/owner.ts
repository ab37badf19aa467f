import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** A process, also when its pid is in use again. */
interface ProcessMark {
  readonly pid: number;
  /** The time of its start, in the units of the system; empty where the system does not tell it. */
  readonly started: string;
}

/** Returns the start of a process; undefined = it does not run. */
function startOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold spaces and brackets. The start is field 22 (proc_pid_stat(5)), the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Tells whether the process of a mark still runs. */
const isRunning = ({ pid, started }: ProcessMark): boolean => startOf(pid) === started;

/**
 * Takes a folder for this process: writes its mark to `file`. A mark of a process that has ended is replaced. Two processes that
 * replace the same mark at the same moment may both succeed; PostgreSQL's own lock then refuses the second one.
 * @returns a function that gives the folder back
 * @throws Error that names the process when another one has the folder
 */
export function takeFolder(file: string): () => void {
  const own: ProcessMark = { pid: process.pid, started: startOf(process.pid) ?? '' };
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 1) throw cause;
    }
    const other = readMark(file);
    if (other && isRunning(other)) {
      throw new Error(`the folder is in use by the server with pid ${other.pid}`);
    }
    rmSync(file, { force: true });
  }
}

/** Returns the mark in a file; undefined = it holds none, because its writer was interrupted. */
function readMark(file: string): ProcessMark | undefined {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && typeof started === 'string' ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}
