// The real worker with faults put in: a sentence that holds a word below ends its thread in that way, in mid-sentence.
import { threadId, workerData } from 'node:worker_threads';
import { Arena } from '../../dist/shared/arena.js';
import { TaskSlot } from '../../dist/shared/task-slots.js';
import * as worker from '../../dist/workers/index.js';

export const { describe, segment } = worker;

/** Takes a block and does not give it back, as a thread that dies while it fills one would. */
function holdBlock(task) {
  const slot = new TaskSlot(workerData.slots, task.slot);
  slot.begin(threadId);
  new Arena(workerData.arena).take(slot.owner);
}

export const speak = worker.endingThread((task) => {
  if (task.text.includes('Fault')) holdBlock(task);
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
