// The part of a probe that runs within the server (see probe.mjs).
import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.NEXY_BENCH_PROBE_FILE;

/**
 * Starts a probe: at each SIGUSR2 from the bench, the measurement of the probe is written to its file. Does nothing
 * outside the main thread of a server with a probe.
 * @param {() => () => object} start starts the measurement; returns a function that returns the current result
 */
export function answerProbe(start) {
  if (!isMainThread || file === undefined) return;
  const measured = start();
  process.on('SIGUSR2', () => {
    // The file is renamed when it is complete, so that the bench never reads a part of it.
    writeFileSync(`${file}.new`, JSON.stringify(measured()));
    renameSync(`${file}.new`, file);
  });
}
