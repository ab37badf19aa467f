import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does a task again and again, one at a time, with pauses between; what each gives is kept.
 * @returns `stop`, which settles with all of them when the last one is done
 */
export function repeat(task, pauseMs) {
  const results = [];
  let stopped = false;
  const loop = async () => {
    while (!stopped) {
      results.push(await task());
      await sleep(pauseMs);
    }
    return results;
  };
  const running = loop();
  // Whoever stops it hears of its failure.
  running.catch(() => {});
  return () => {
    stopped = true;
    return running;
  };
}
