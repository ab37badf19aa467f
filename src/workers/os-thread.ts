import { readlinkSync } from 'node:fs';

/** Returns the number that Linux gave this thread; undefined on other systems, or when /proc cannot be read. */
export function osThreadId(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // "<pid>/task/<tid>"
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return undefined;
  }
}
