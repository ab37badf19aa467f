import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs a task repeatedly, one run at a time, with a pause after each run; the results are kept.
 * @template T
 * @param {() => T | Promise<T>} task
 * @param {number} pauseMs
 * @returns a function that stops the repetition and resolves with all results when the current run has ended
 */
export function repeat(task, pauseMs) {
  /** @type {T[]} */
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
  // The caller gets a failure when it calls the returned function.
  running.catch(() => {});
  return () => {
    stopped = true;
    return running;
  };
}
