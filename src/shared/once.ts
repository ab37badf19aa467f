/** Something that threads share and one of them does, once: the others wait until it is done. */
const NOT_DONE = 0;
const BEGUN = 1;
const DONE = 2;
/** A thread may be ended before it is done: who waited so long does it, too. */
const PATIENCE_MS = 10_000;

/** One word in shared memory: NOT_DONE → BEGUN → DONE. */
export const createOnce = (): SharedArrayBuffer => new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);

/** Returns when the work has been done, by whichever thread. @throws what `work` throws; then the next one does it */
export function doOnce(memory: SharedArrayBuffer, work: () => void): void {
  const word = new Int32Array(memory);
  for (let waited = ''; waited !== 'timed-out'; ) {
    const state = Atomics.compareExchange(word, 0, NOT_DONE, BEGUN);
    if (state === DONE) return;
    if (state === NOT_DONE) break;
    waited = Atomics.wait(word, 0, BEGUN, PATIENCE_MS);
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
