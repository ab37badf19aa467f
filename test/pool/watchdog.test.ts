import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Watchdog, type WatchedTask } from '../../src/main/pool/watchdog.js';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';

const HANG_TIMEOUT_MS = 50;

/** Creates tasks in their own slots, each begun by the given thread; the id 0 means that no thread has begun it. */
function tasksOf(...threadIds: readonly number[]) {
  const memory = createTaskSlotMemory(threadIds.length, 1);
  return threadIds.map((threadId, index) => {
    const slot = new TaskSlot(memory, index);
    if (threadId !== 0) slot.begin(threadId);
    const task: WatchedTask = { slot, beats: 0, stalledMs: 0, cpuWaitMs: 0 };
    return task;
  });
}

let watchdog: Watchdog;
afterEach(() => watchdog.stop());

/**
 * Returns the ids of the threads that the watchdog ends.
 * @param missed the number of first calls that find no thread to end
 * @param cpuShare the share of the time for which each thread gets a CPU
 */
async function threadsEndedAmong(
  tasks: readonly WatchedTask[],
  meanwhile: () => void = () => {},
  missed = 0,
  cpuShare = 1,
): Promise<number[]> {
  const hung: number[] = [];
  watchdog = new Watchdog({
    hangTimeoutMs: HANG_TIMEOUT_MS,
    tasks: () => tasks,
    cpuWaitMs: () => performance.now() * (1 - cpuShare),
    endHung: (threadId) => hung.push(threadId) > missed,
  });
  watchdog.start();
  for (let n = 0; n < 60; n++) {
    await sleep(5);
    meanwhile();
  }
  return hung;
}

describe('Watchdog', () => {
  it('ends a thread with stalled tasks only once, even if it has many of them and stays stalled', async () => {
    expect(await threadsEndedAmong(tasksOf(7, 7, 7, 8))).toEqual([7, 8]);
  });

  it('does not end a thread that makes progress, and ignores a task that waits for a thread', async () => {
    const tasks = tasksOf(7, 0);
    expect(await threadsEndedAmong(tasks, () => tasks[0]?.slot.beat())).toEqual([]);
  });

  it('tries again to end a thread that was not found', async () => {
    expect(await threadsEndedAmong(tasksOf(7), () => {}, 2)).toEqual([7, 7, 7]);
  });

  it('does not end a thread that gets no CPU', async () => {
    expect(await threadsEndedAmong(tasksOf(7), () => {}, 0, 0)).toEqual([]);
  });

  it('ends a stalled thread that gets a CPU for a third of the time', async () => {
    expect(await threadsEndedAmong(tasksOf(7), () => {}, 0, 1 / 3)).toEqual([7]);
  });

  it('stops its checks when no task is left, and checks again after the next start', async () => {
    let tasks: readonly WatchedTask[] = [];
    let checks = 0;
    const hung: number[] = [];
    watchdog = new Watchdog({
      hangTimeoutMs: HANG_TIMEOUT_MS,
      tasks: () => {
        checks++;
        return tasks;
      },
      cpuWaitMs: () => 0,
      endHung: (threadId) => hung.push(threadId) > 0,
    });
    watchdog.start();
    await vi.waitUntil(() => checks === 1);
    await sleep(HANG_TIMEOUT_MS);
    expect(checks).toBe(1);
    tasks = tasksOf(7);
    watchdog.start();
    await vi.waitUntil(() => hung.length > 0);
    expect(hung).toEqual([7]);
  });
});
