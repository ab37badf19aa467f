import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CHECK_MS = 50;

/**
 * Stops the PostgreSQL that runs on a folder of data, if there is one: the process that started it has been killed.
 * @throws Error when it does not end within `timeoutMs`
 */
export async function stopPostmaster(data: string, timeoutMs: number): Promise<void> {
  const pid = postmasterOf(data);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; postmasterOf(data) === pid; waitedMs += CHECK_MS) {
    if (waitedMs >= timeoutMs) throw new Error(`an earlier PostgreSQL (pid ${pid}) still runs on ${data}`);
    await sleep(CHECK_MS);
  }
}

/** Returns the pid of the PostgreSQL that runs on a folder of data; undefined = none, or the file is stale. */
function postmasterOf(data: string): number | undefined {
  try {
    // The first lines are the pid and the folder (PostgreSQL, src/include/utils/pidfile.h).
    const [pid, folder] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const command = readFileSync(`/proc/${Number(pid)}/cmdline`, 'utf8');
    return folder === data && command.includes('postgres') && command.includes(data) ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}
