import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';

const RING_FRAMES = 1_024;

/** Returns the views that two threads have of the same slot. */
function slotPair(index = 0, slots = 1): { main: TaskSlot; worker: TaskSlot } {
  const memory = createTaskSlotMemory(slots, 5);
  return { main: new TaskSlot(memory, index), worker: new TaskSlot(memory, index) };
}

type Frame = [block: number, place: number, byteLength: number, samples: number];
const frame = (n: number): Frame => [n, n + 1, n + 2, n + 3];

function drained(slot: TaskSlot): Frame[] {
  const frames: Frame[] = [];
  slot.drain((...seen) => frames.push(seen));
  return frames;
}

describe('TaskSlot', () => {
  it('hands over each published frame once, in order', () => {
    const { main, worker } = slotPair();
    for (let n = 0; n < 5; n++) worker.publish(...frame(n));
    expect(drained(main)).toEqual([0, 1, 2, 3, 4].map(frame));
    expect(drained(main)).toEqual([]);
  });

  it('reuses its ring without end while the frames are drained', () => {
    const { main, worker } = slotPair();
    const sizes = fc.array(fc.integer({ min: 1, max: RING_FRAMES }), { minLength: 8, maxLength: 16 });
    let published = 0;
    let expected = 0;
    fc.assert(
      fc.property(sizes, (bursts) => {
        for (const burst of bursts) {
          for (let n = 0; n < burst; n++) worker.publish(...frame(published++));
          main.drain((...seen) => {
            if (seen.join() !== frame(expected).join()) throw new Error(`${seen} where ${expected} was due`);
            expected++;
          });
          if (expected !== published) throw new Error(`${published - expected} frames are missing`);
        }
      }),
      { numRuns: 20 },
    );
    expect(published).toBeGreaterThan(3 * RING_FRAMES);
  });

  it('reports the time since a thread began its task', () => {
    const { main, worker } = slotPair();
    expect(main.runMs).toBe(0);
    worker.begin(7);
    const startedMs = performance.now();
    while (performance.now() - startedMs < 5);
    expect(main.runMs).toBeGreaterThanOrEqual(4.9);
    main.reset();
    expect(main.runMs).toBe(0);
  });

  it('keeps the result of its task until the next task', () => {
    const memory = createTaskSlotMemory(3, 5);
    const [before, slot, after] = [0, 1, 2].map((index) => new TaskSlot(memory, index));
    const worker = new TaskSlot(memory, 1);
    for (let n = 0; n < RING_FRAMES; n++) worker.publish(...frame(n));
    expect(slot?.result).toBeUndefined();
    const result = { outcome: 'spoken', samples: 4_800, language: 'қазақша', silence: undefined };
    worker.storeResult(result);
    expect(slot?.result).toEqual(result);
    expect([before?.result, after?.result]).toEqual([undefined, undefined]);
    expect(drained(worker).at(-1)).toEqual(frame(RING_FRAMES - 1));
    slot?.reset();
    expect(slot?.result).toBeUndefined();
  });

  it('reports a full ring until it is drained', () => {
    const { main, worker } = slotPair();
    for (let n = 0; n < RING_FRAMES; n++) {
      expect(worker.ringFull).toBe(false);
      worker.publish(...frame(n));
    }
    expect(worker.ringFull).toBe(true);
    expect(drained(main)).toHaveLength(RING_FRAMES);
    expect(worker.ringFull).toBe(false);
    // This call returns at once, because there is room again.
    worker.waitForConsumer(60_000);
  });

  it('rings once until the main thread has drained the frames', () => {
    const { main, worker } = slotPair();
    worker.publish(...frame(0));
    expect(worker.markNotified()).toBe(true);
    worker.publish(...frame(1));
    expect(worker.markNotified()).toBe(false);
    drained(main);
    expect(worker.markNotified()).toBe(true);
    expect(worker.markNotified()).toBe(false);
  });

  it('rings again for a frame that is published during a drain', () => {
    const { main, worker } = slotPair();
    worker.publish(...frame(0));
    worker.markNotified();
    let rang = false;
    main.drain(() => {
      worker.publish(...frame(2));
      rang = worker.markNotified();
    });
    expect(rang).toBe(true);
    expect(drained(main)).toEqual([frame(2)]);
  });

  it('carries a cancel from the main thread to the worker, which then does not wait for room', () => {
    const { main, worker } = slotPair();
    expect(worker.cancelled).toBe(false);
    for (let n = 0; n < RING_FRAMES; n++) worker.publish(...frame(n));
    main.cancel();
    expect(worker.cancelled).toBe(true);
    worker.waitForConsumer(60_000);
  });

  it('shows the thread that runs the task, and its progress', () => {
    const { main, worker } = slotPair();
    expect(main.threadId).toBe(0);
    worker.begin(17);
    expect(main.threadId).toBe(17);
    const before = main.beats;
    worker.beat();
    worker.publish(...frame(0));
    expect(main.beats).toBe(before + 2);
  });

  it('has its initial state after a reset', () => {
    const { main, worker } = slotPair();
    worker.begin(17);
    for (let n = 0; n < RING_FRAMES; n++) worker.publish(...frame(n));
    main.cancel();
    main.reset();
    expect(worker.cancelled).toBe(false);
    expect(worker.ringFull).toBe(false);
    expect(main.threadId).toBe(0);
    expect(main.beats).toBe(0);
    expect(drained(main)).toEqual([]);
    worker.publish(...frame(7));
    expect(worker.markNotified()).toBe(true);
    expect(drained(main)).toEqual([frame(7)]);
  });

  it('shares only the memory with its neighbours', () => {
    const memory = createTaskSlotMemory(3, 100);
    const [first, second, third] = [0, 1, 2].map((index) => new TaskSlot(memory, index));
    expect([first?.owner, second?.owner, third?.owner]).toEqual([100, 101, 102]);
    for (let n = 0; n < RING_FRAMES; n++) second?.publish(...frame(n));
    second?.cancel();
    second?.begin(3);
    for (const neighbour of [first, third]) {
      expect(neighbour?.cancelled).toBe(false);
      expect(neighbour?.threadId).toBe(0);
      expect(neighbour && drained(neighbour)).toEqual([]);
    }
  });
});
