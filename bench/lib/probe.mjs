import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 10_000;
const LOOK_MS = 5;

/**
 * A probe within a server process, preloaded.
 * @param url of one of the files *-probe.mjs beside this one
 * @returns `env` to start the server with; `ask(pid)`: what the probe sees; `remove`
 */
export function openProbe(url) {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
  const file = join(folder, 'answer.json');
  const ask = async (pid) => {
    rmSync(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    const deadline = performance.now() + PATIENCE_MS;
    while (!existsSync(file)) {
      if (performance.now() > deadline) throw new Error(`${url} did not answer`);
      await sleep(LOOK_MS);
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  };
  const env = { NODE_OPTIONS: `--import=${url}`, NEXY_BENCH_PROBE_FILE: file };
  return { env, ask, remove: () => rmSync(folder, { recursive: true }) };
}
