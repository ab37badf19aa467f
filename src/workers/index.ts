/**
 * The entry of every worker thread: the functions that the pools call by name. The setup of the thread comes in
 * `workerData`, never from the environment. The thread takes its first task when this module has loaded; its engines
 * are warm by then.
 */
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { Arena } from '../shared/arena.js';
import type {
  DescribeResult,
  TaskBase,
  TaskName,
  WorkerMessage,
  WorkerSetup,
  WorkerTasks,
} from '../shared/task-messages.js';
import { TaskSlot } from '../shared/task-slots.js';
import { loadHttpSpeaker } from './http-speech/load-http-speaker.js';
import { loadSpeaker } from './load-speaker.js';
import { osThreadId } from './os-thread.js';
import { lowerPriority } from './priority.js';
import { loadPreparer } from './screenshot/load-preparer.js';

const setup = workerData as WorkerSetup;
const arena = new Arena(setup.arena);
// Each thread loads the code of its own tasks only.
const { speaker, engines, failures: enginesFailed } = await loadSpeaker(setup, arena);
const { preparer, failures: preparerFailed } = await loadPreparer(setup);
const failures = [...enginesFailed, ...preparerFailed];
const segmenter = setup.segments ? await import('../text/segment/index.js') : undefined;
const httpSpeaker = await loadHttpSpeaker(setup, arena);
const slots = new Map<number, TaskSlot>();
// Not earlier: at a lower priority the start would take longer.
lowerPriority(setup.nice);

type Handler<Name extends TaskName> = (task: WorkerTasks[Name]['task']) => WorkerTasks[Name]['result'];
/** A handler whose result comes later, as a promise. */
type AsyncHandler<Name extends TaskName> = (task: WorkerTasks[Name]['task']) => Promise<WorkerTasks[Name]['result']>;

/** Marks the task's slot as run by this thread, so that main knows which thread to watch. */
function begin(task: TaskBase): TaskSlot {
  let slot = slots.get(task.slot);
  if (!slot) {
    slot = new TaskSlot(setup.slots, task.slot);
    slots.set(task.slot, slot);
  }
  slot.begin(threadId);
  return slot;
}

/**
 * Wraps a handler so that an error in it ends the thread. A thread whose task threw is not used again, because an
 * engine that was stopped half-way would speak nonsense (docs/decisions/004). The thread reports the error and ends;
 * its task is rejected and a new thread takes its place.
 */
export function endingThread<Task, Result>(handle: (task: Task) => Result): (task: Task) => Result {
  return (task) => {
    try {
      return handle(task);
    } catch (cause) {
      return endThread(cause);
    }
  };
}

/** Wraps a handler whose result comes later; an error in it ends the thread, as in `endingThread`. */
function endingThreadAsync<Task, Result>(handle: (task: Task) => Promise<Result>): (task: Task) => Promise<Result> {
  return (task) => handle(task).catch(endThread);
}

function endThread(cause: unknown): never {
  const message: WorkerMessage = cause instanceof Error ? cause : new Error(String(cause));
  parentPort?.postMessage(message);
  return process.exit(1);
}

export const describe: Handler<'describe'> = endingThread((task) => {
  begin(task);
  return loadedParts();
});

function loadedParts(): DescribeResult {
  const known = engines.map(({ name, sampleRateHz, voices }) => ({ name, sampleRateHz, voices: voices.size }));
  return { engines: known, failures };
}

export const segment: Handler<'segment'> = endingThread((task) => {
  begin(task);
  if (!segmenter) throw new Error('this thread segments no text');
  return segmenter.segmentBatch(task.text, task);
});

export const speak: AsyncHandler<'speak'> = endingThreadAsync(async (task) => {
  if (!speaker) throw new Error('this thread has no engines');
  // The task begins when the sentence before it is done: until then it may be given to another thread.
  return await speaker.enqueue(async () => {
    const slot = begin(task);
    const result = await speaker.speak(task, slot);
    slot.storeResult(result);
    return result;
  });
});

export const speakHttp: AsyncHandler<'speakHttp'> = endingThreadAsync(async (task) => {
  const slot = begin(task);
  if (!httpSpeaker) throw new Error('this thread asks no speech server');
  const result = await httpSpeaker.speak(task, slot);
  slot.storeResult(result);
  return result;
});

export const screenshot: AsyncHandler<'screenshot'> = endingThreadAsync(async (task) => {
  const slot = begin(task);
  if (!preparer) throw new Error('this thread prepares no screenshots');
  return await preparer.prepare(task, slot);
});

const readyMessage: WorkerMessage = { ready: { loaded: loadedParts(), threadId, osThreadId: osThreadId() } };
parentPort?.postMessage(readyMessage);
