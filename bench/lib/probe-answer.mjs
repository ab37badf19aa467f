// Within a server that was started with a probe (see probe.mjs).
import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.NEXY_BENCH_PROBE_FILE;

/** From now on, whenever the bench asks, what `look` gives is written for it. Only in the main thread of a watched server. */
export function answerProbe(startToWatch) {
  if (!isMainThread || file === undefined) return;
  const look = startToWatch();
  process.on('SIGUSR2', () => {
    // Renamed, so that nobody reads half of it.
    writeFileSync(`${file}.new`, JSON.stringify(look()));
    renameSync(`${file}.new`, file);
  });
}
