/**
 * The task of a pool's worker: returns its input.
 * @template T
 * @param {T} task
 */
export const echo = (task) => task;
