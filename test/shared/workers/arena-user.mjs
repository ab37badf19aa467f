/** Takes a block, marks it, checks that no other thread wrote into it, and gives it back; many times over. */
import { parentPort, workerData } from 'node:worker_threads';

const { arenaModule, memory, owner, rounds } = workerData;
const { Arena } = await import(arenaModule);
const arena = new Arena(memory);
const words = new Int32Array(memory.data);
const wordsPerBlock = memory.blockBytes / Int32Array.BYTES_PER_ELEMENT;

/** A word that is never notified: a wait on it ends by its timeout. */
const pause = new Int32Array(new SharedArrayBuffer(4));

let taken = 0;
let shared = 0;
const held = [];
const release = () => {
  const { block, mark } = held.shift();
  if (Atomics.load(words, block * wordsPerBlock) !== mark) shared++;
  arena.release(block);
};
while (taken < rounds) {
  const block = arena.acquire(owner);
  if (block >= 0) {
    const mark = owner * 1_000_000 + taken++;
    Atomics.store(words, block * wordsPerBlock, mark);
    held.push({ block, mark });
    // Up to three blocks are held at a time, so that blocks come back in another order than they were taken.
    if (held.length > taken % 3) release();
  } else if (held.length > 0) release();
  else Atomics.wait(pause, 0, 0, 1);
}
while (held.length > 0) release();
parentPort.postMessage({ taken, shared });
