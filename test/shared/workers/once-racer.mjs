// Waits at the gate, then calls `doOnce` with slow work at the same moment as the other threads.
import { parentPort, workerData } from 'node:worker_threads';

const { onceModule, memory, seen, gate } = workerData;
const { doOnce } = await import(onceModule);
const [BEGUN, DONE, EARLY] = [0, 1, 2];
const words = new Int32Array(seen);
parentPort.postMessage('ready');
Atomics.wait(new Int32Array(gate), 0, 0);
doOnce(memory, () => {
  Atomics.add(words, BEGUN, 1);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  Atomics.store(words, DONE, 1);
});
if (Atomics.load(words, DONE) === 0) Atomics.add(words, EARLY, 1);
