/** A worker with faults on request: the text of a sentence names the behaviour. */
import { parentPort, threadId, workerData } from 'node:worker_threads';

const built = (module) => import(new URL(`../../../dist/${module}`, import.meta.url).href);
const { Arena } = await built('shared/arena.js');
const { TaskSlot } = await built('shared/task-slots.js');
const { endingThread } = await built('workers/index.js');
const arena = new Arena(workerData.arena);

function begin(task) {
  const slot = new TaskSlot(workerData.slots, task.slot);
  slot.begin(threadId);
  return slot;
}

function takeBlock(slot) {
  const block = arena.acquire(slot.owner);
  if (block < 0) throw new Error('the arena is full');
  return block;
}

function publish(slot, samples) {
  const block = takeBlock(slot);
  arena.bytes[block * arena.blockBytes] = samples;
  slot.publish(block, 0, 1, samples);
  if (slot.markNotified()) parentPort.postMessage(slot.index);
}

const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Blocks the thread for good, and takes no CPU time from the other tests. */
function hang() {
  for (;;) Atomics.wait(never, 0, 0, 100);
}

const result = (outcome, samples) => ({
  outcome,
  silence: undefined,
  engine: undefined,
  language: String(threadId),
  substituted: false,
  leftOut: '',
  samples,
  tookMs: 1,
});

const BEHAVIOURS = {
  /** Tells in its samples whether `require` loads ES modules in this thread. */
  require: () => result('spoken', process.features.require_module ? 1 : 0),
  /** Publishes `count` frames of 1, 2, 3, … samples. */
  say(slot, count) {
    for (let n = 1; n <= count; n++) publish(slot, n);
    return result('spoken', count);
  },
  throw(slot) {
    publish(slot, 1);
    takeBlock(slot);
    throw new Error('the engine broke');
  },
  exit(slot) {
    publish(slot, 1);
    takeBlock(slot);
    process.exit(3);
  },
  /** Fails after it has returned, so that the thread lives on. */
  reject(slot) {
    takeBlock(slot);
    return Promise.reject(new Error('later'));
  },
  loop(slot) {
    takeBlock(slot);
    for (;;);
  },
  /** Publishes a frame and never ends. */
  drone(slot) {
    publish(slot, 1);
    hang();
  },
  hog(slot) {
    while (arena.acquire(slot.owner) >= 0);
    hang();
  },
  /** Makes progress, and nothing else, until it is cancelled. */
  wait(slot) {
    publish(slot, 1);
    while (!slot.cancelled) {
      slot.beat();
      slot.waitForConsumer(1);
    }
    return result('cancelled', 1);
  },
};

export function describe(task) {
  begin(task);
  return { engines: [], failures: [] };
}

export function segment(task) {
  begin(task);
  return { segments: [task.text], consumed: task.text.length };
}

export const speak = endingThread((task) => {
  const [what, count] = task.text.split(' ');
  const slot = begin(task);
  const done = BEHAVIOURS[what](slot, Number(count));
  if (done.outcome) slot.storeResult(done);
  return done;
});
