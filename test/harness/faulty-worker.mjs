// The real worker with faults. A sentence with one of the words below ends or hangs its thread in the middle of the
// sentence; a screenshot of one of the heights below does so while it is decoded.
import { threadId, workerData } from 'node:worker_threads';
import { Arena } from '../../dist/shared/arena.js';
import { readWebpHeader } from '../../dist/shared/pictures/webp-header.js';
import { TaskSlot } from '../../dist/shared/task-slots.js';
import * as worker from '../../dist/workers/index.js';

export const { describe, segment } = worker;

/** Takes a block and does not give it back, like a thread that dies while it fills the block. */
function holdBlock(task) {
  const slot = new TaskSlot(workerData.slots, task.slot);
  slot.begin(threadId);
  new Arena(workerData.arena).acquire(slot.owner);
}

const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks the thread for good. Unlike a busy loop it takes no CPU time from the other tests until the watchdog ends the thread. */
function hang() {
  for (;;) Atomics.wait(never, 0, 0, 100);
}

const speakOrDie = worker.endingThread((task) => {
  // The block is given back only after the thread has ended, so only a sentence that ends its thread takes a block.
  // Like every task, the sentence begins its slot first.
  if (/Throw|Exit|Loop|Uncaught/.test(task.text)) holdBlock(task);
  if (task.text.includes('Throw')) throw new Error('thrown by the fault worker');
  if (task.text.includes('Exit')) process.exit(3);
  if (task.text.includes('Loop')) hang();
  if (task.text.includes('Uncaught')) {
    queueMicrotask(() => {
      throw new Error('uncaught in the fault worker');
    });
    return new Promise(() => {});
  }
  return worker.speak(task);
});

/** Settles when the previous sentence is done. */
let previous = Promise.resolve();

/**
 * Speaks a sentence after the previous one is done, as the real worker does: a fault costs no other sentence of its
 * thread.
 */
export const speak = (task) => {
  const done = previous.then(() => speakOrDie(task));
  previous = done.catch(() => {});
  return done;
};

/**
 * Speaks a sentence over HTTP. Its fault words differ from those of `speak`: the embedded engine, which is called next,
 * works. Other sentences wait in the same thread.
 */
export const speakHttp = (task) => {
  if (/Quit|Spin/.test(task.text)) holdBlock(task);
  if (task.text.includes('Quit')) process.exit(3);
  if (task.text.includes('Spin')) hang();
  return worker.speakHttp(task);
};

/** The time after which the decoder is at work, ms. */
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
  // This task never settles, although its thread works.
  return height === 2004 ? new Promise(() => {}) : answer;
};
