// The real worker, which waits for a second before it speaks the first sentence of a turn: all turns of a burst have
// arrived by then, however long the machine stands still between two of them.
const WAIT_MS = 1_000;
const neverNotified = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const worker = await import('../../dist/workers/index.js');
let hasWaited = false;

export const { describe, segment, speakHttp, screenshot } = worker;
export function speak(task) {
  if (!hasWaited && task.text.includes('first sentence')) {
    hasWaited = true;
    Atomics.wait(neverNotified, 0, 0, WAIT_MS);
  }
  return worker.speak(task);
}
