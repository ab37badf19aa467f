import { readFileSync } from 'node:fs';

/**
 * Returns the resident memory of a process, bytes; undefined where the system does not report it (no /proc).
 * @param {number} pid
 */
export function residentBytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
  } catch (cause) {
    if (/** @type {NodeJS.ErrnoException} */ (cause).code === 'ENOENT') return undefined;
    throw cause;
  }
}
