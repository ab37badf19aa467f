import { watchFile } from 'node:fs';

/** Looking at the path again and again sees every way to replace a file: a rename, a link, another machine. ms */
const LOOK_EVERY_MS = 1_000;
/** Who writes a file in place empties it first: it is left alone this long before it is read, ms. */
const SETTLE_MS = 100;

/** Calls `onChange` when one of the files changes, appears or is gone. Does not hold the process open. */
export function watchFiles(files: readonly string[], onChange: () => void): void {
  let settling: NodeJS.Timeout | undefined;
  for (const file of files) {
    watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, () => {
      clearTimeout(settling);
      settling = setTimeout(onChange, SETTLE_MS).unref();
    });
  }
}
