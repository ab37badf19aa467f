/** Copies every change of the first word to the second word, until the first word is negative. */
import { workerData } from 'node:worker_threads';

const [PING, PONG] = [0, 1];
const words = new Int32Array(workerData);
for (let seen = 0; seen >= 0; ) {
  Atomics.wait(words, PING, seen);
  seen = Atomics.load(words, PING);
  Atomics.store(words, PONG, seen);
  Atomics.notify(words, PONG);
}
