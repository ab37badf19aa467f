// The real worker with faults put in: a sentence that holds a word below ends its thread in that way, in mid-sentence; a
// screenshot of a height below does so while it is decoded.
import { threadId, workerData } from 'node:worker_threads';
import { Arena } from '../../dist/shared/arena.js';
import { TaskSlot } from '../../dist/shared/task-slots.js';
import { readWebpHeader } from '../../dist/shared/webp-header.js';
import * as worker from '../../dist/workers/index.js';

export const { describe, segment } = worker;

/** Takes a block and does not give it back, as a thread that dies while it fills one would. */
function holdBlock(task) {
  const slot = new TaskSlot(workerData.slots, task.slot);
  slot.begin(threadId);
  new Arena(workerData.arena).take(slot.owner);
}

const speakOrDie = worker.endingThread((task) => {
  // Nobody else gives the block back, so only a sentence that ends its thread takes one. It begins, as every task does.
  if (/Throw|Exit|Loop|Uncaught/.test(task.text)) holdBlock(task);
  if (task.text.includes('Throw')) throw new Error('thrown by the fault worker');
  if (task.text.includes('Exit')) process.exit(3);
  if (task.text.includes('Loop')) for (;;);
  if (task.text.includes('Uncaught')) {
    queueMicrotask(() => {
      throw new Error('uncaught in the fault worker');
    });
    return new Promise(() => {});
  }
  return worker.speak(task);
});

/** Settles when the sentence before the next one is done. */
let previous = Promise.resolve();

/** As in the real worker, a sentence begins when the one before it is done: a fault costs no other sentence of its thread. */
export const speak = (task) => {
  const done = previous.then(() => speakOrDie(task));
  previous = done.catch(() => {});
  return done;
};

/** Words of its own: the embedded engine, which is asked next, is well. Others wait in the same thread. */
export const speakHttp = (task) => {
  if (/Quit|Spin/.test(task.text)) holdBlock(task);
  if (task.text.includes('Quit')) process.exit(3);
  if (task.text.includes('Spin')) for (;;);
  return worker.speakHttp(task);
};

/** By then the decoder is at work. */
const MID_DECODE_MS = 5;
const SCREENSHOT_FAULTS = {
  2001: () => process.exit(3),
  2002: () => {
    throw new Error('thrown by the fault worker');
  },
  2003: () => {
    for (;;);
  },
};

export const screenshot = (task) => {
  const head = Buffer.from(Buffer.from(task.base64.slice(0, 40)).toString('latin1'), 'base64');
  const { height } = readWebpHeader(head);
  const answer = worker.screenshot(task);
  if (height in SCREENSHOT_FAULTS) setTimeout(SCREENSHOT_FAULTS[height], MID_DECODE_MS);
  // One that never answers, though its thread is fine.
  return height === 2004 ? new Promise(() => {}) : answer;
};
