/**
 * Entry of every worker thread: the functions the pools call by name. What a thread needs comes in `workerData`, never from
 * the environment. The thread takes its first task when this module has loaded, which is when its engines are warm.
 */
import { threadId, workerData } from 'node:worker_threads';
import { Arena } from '../shared/arena.js';
import type { TaskBase, TaskName, WorkerSetup, WorkerTasks } from '../shared/task-messages.js';
import { TaskSlot } from '../shared/task-slots.js';
import { loadEngines } from './engines/load-engines.js';
import { segmentBatch } from './segment/index.js';
import { Speaker } from './speak.js';

const setup = workerData as WorkerSetup;
const arena = new Arena(setup.arena);
const { engines, failures } = await loadEngines(setup.speech);
const speaker = new Speaker(setup, arena, engines);
speaker.warmUp();
const slots = new Map<number, TaskSlot>();

type Handler<Name extends TaskName> = (task: WorkerTasks[Name]['task']) => WorkerTasks[Name]['result'];

/** Takes the task's slot for this thread, so that main knows whom to watch. */
function begin(task: TaskBase): TaskSlot {
  let slot = slots.get(task.slot);
  if (!slot) {
    slot = new TaskSlot(setup.slots, task.slot);
    slots.set(task.slot, slot);
  }
  slot.begin(threadId);
  return slot;
}

export const describe: Handler<'describe'> = (task) => {
  begin(task);
  const known = engines.map(({ name, sampleRateHz, voices }) => ({ name, sampleRateHz, voices: voices.size }));
  return { engines: known, failures };
};

export const segment: Handler<'segment'> = (task) => {
  begin(task);
  return segmentBatch(task.text, task);
};

export const speak: Handler<'speak'> = (task) => speaker.speak(task, begin(task));
