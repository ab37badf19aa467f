/** Work that is done once for all threads: one thread does it, and the others wait until it is done. */
const NOT_DONE = 0;
const STARTED = 1;
const DONE = 2;
/**
 * The longest wait for another thread, ms. That thread may have ended before it was done; after this time a waiting
 * thread does the work itself.
 */
const WAIT_TIMEOUT_MS = 10_000;

/** Creates the state of the work: one word in shared memory, NOT_DONE → STARTED → DONE. */
export const createOnce = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/**
 * Runs `work` unless another thread does or did it, and returns when it is done.
 * @throws the error of `work`; then the next thread runs it
 */
export function doOnce(memory: SharedArrayBuffer, work: () => void): void {
  const word = new Int32Array(memory);
  for (let waited = ''; waited !== 'timed-out'; ) {
    const state = Atomics.compareExchange(word, 0, NOT_DONE, STARTED);
    if (state === DONE) return;
    if (state === NOT_DONE) break;
    waited = Atomics.wait(word, 0, STARTED, WAIT_TIMEOUT_MS);
  }
  let after = NOT_DONE;
  try {
    work();
    after = DONE;
  } finally {
    Atomics.store(word, 0, after);
    Atomics.notify(word, 0);
  }
}
