import { watchFile } from 'node:fs';

/**
 * The interval at which the files are polled, ms. Polling the path notices every way to replace a file: a rename, a
 * link, a write on another machine.
 */
const POLL_INTERVAL_MS = 1_000;
/** The debounce time before a changed file is read, ms: a program that writes a file in place empties it first. */
const DEBOUNCE_MS = 100;

/** Calls `onChange` when one of the files changes, appears or disappears. The watch does not keep the process alive. */
export function watchFiles(files: readonly string[], onChange: () => void): void {
  let debounceTimer: NodeJS.Timeout | undefined;
  for (const file of files) {
    watchFile(file, { interval: POLL_INTERVAL_MS, persistent: false }, () => {
      clearTimeout(debounceTimer);
      debounceTimer = setTimeout(onChange, DEBOUNCE_MS).unref();
    });
  }
}
