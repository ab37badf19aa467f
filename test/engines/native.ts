import { readdirSync, readFileSync } from 'node:fs';
import { findNativeEspeak } from '../../src/workers/engines/native/library.js';

/** Returns the reason why the native eSpeak cannot run here; undefined when it can. */
export function missingNativeEspeak(): string | undefined {
  try {
    findNativeEspeak();
    return undefined;
  } catch (cause) {
    return `needs ${(cause as Error).message}`;
  }
}

/** Returns the numbers of the processes in which the threads of this process speak. */
export function engineProcesses(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = Number(/\) . (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
        return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('native/process.js');
      } catch {
        // The process has ended.
        return false;
      }
    });
}
