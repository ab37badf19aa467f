/** A pool's worker that answers what it was asked. */
export const echo = (task) => task;
