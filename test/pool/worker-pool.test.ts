import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { NexyError } from '../../src/shared/errors.js';
import { type PoolUnderTest, startPool, until } from './pools.js';

let current: PoolUnderTest;
const start = (...options: Parameters<typeof startPool>): PoolUnderTest => (current = startPool(...options));

/** Checks that a test leaves no task, thread, slot or arena block in use. */
afterEach(async () => {
  await current.close();
  expect({ inFlight: current.pool.inFlight, waiting: current.pool.waiting, threads: current.pool.threads }).toEqual({
    inFlight: 0,
    waiting: 0,
    threads: 0,
  });
  expect(current.slots.inUse).toBe(0);
  expect(current.arena.blocksInUse).toBe(0);
});

const INTERNAL = { name: 'NexyError', type: 'internal', message: 'Internal error' };

describe('a thread of a pool', () => {
  // While `require` loads an ES module, the end of the thread would end the whole process; the test would need thousands of tries.
  it('loads no ES module by require', async () => {
    const { speak } = start();
    const { result } = await speak('require');
    expect(await result).toMatchObject({ samples: 0 });
  });
});

describe('a prefetched task', () => {
  it('survives the death of its thread and runs in the next thread', async () => {
    const { speak, pool, eventNames } = start(1, 1, 400, 1);
    const hung = await speak('drone');
    const failing = expect(hung.result).rejects.toMatchObject(INTERNAL);
    const waiting = ['say 1', 'say 2', 'say 3'].map((text) => speak(text));
    await until(() => pool.inFlight === 2, 'a task is prefetched');
    await failing;
    for (const [index, task] of waiting.entries()) {
      const { result, frames } = await task;
      expect(await result).toMatchObject({ outcome: 'spoken', samples: index + 1 });
      expect(frames).toHaveLength(index + 1);
    }
    expect(eventNames).toContain('hung');
  });
});

describe('a task that is done', () => {
  it('keeps its result, though the next task ended the thread before main could look', async () => {
    const { speak, pool } = start(1, 1, 600_000, 1);
    const done = await speak('wait');
    const others = ['throw', 'say 1', 'say 2'].map((text) => speak(text));
    await until(() => done.frames.length > 0 && pool.inFlight === 2, 'the task that throws is prefetched');
    const failing = others[0]?.then(({ result }) => expect(result).rejects.toMatchObject(INTERNAL));
    done.cancel();
    for (const busyFrom = performance.now(); performance.now() - busyFrom < 500; );
    expect(await done.result).toMatchObject({ outcome: 'cancelled' });
    await failing;
    for (const other of others.slice(1)) expect(await (await other).result).toMatchObject({ outcome: 'spoken' });
  });
});

describe('WorkerPool.backlogMs', () => {
  it('leaves out the work that the running task has done, but counts all work of a prefetched task', async () => {
    const { speak, pool } = start(1, 1, 600_000, 1);
    const first = await speak('wait', 100);
    const others = [10, 10, 10].map((costMs) => speak('wait', costMs));
    await until(() => first.frames.length > 0 && pool.inFlight === 2, 'a task runs, and another is prefetched');
    await sleep(150);
    expect(pool.backlogMs).toBe(30);
    first.cancel();
    for (const other of others) {
      const { result, cancel } = await other;
      cancel();
      await result;
    }
    expect(pool.backlogMs).toBe(0);
  });
});

describe('WorkerPool.times', () => {
  it('reports the times for which tasks waited for a thread and kept it', async () => {
    const { speak, pool } = start(1, 1);
    expect(pool.times.takeSummary()).toEqual({ tasks: 0, wait_p95_ms: 0, run_p95_ms: 0 });
    const first = await speak('wait');
    const second = speak('say 1');
    await until(() => first.frames.length > 0, 'the first task runs');
    await sleep(50);
    first.cancel();
    await (await second).result;
    const { tasks, wait_p95_ms, run_p95_ms } = pool.times.takeSummary();
    expect(tasks).toBe(2);
    expect(wait_p95_ms).toBeGreaterThan(45);
    expect(run_p95_ms).toBeGreaterThan(45);
    expect(pool.times.takeSummary().tasks).toBe(0);
  });
});

describe('a task of a WorkerPool', () => {
  it('delivers its frames in order, all of them before its result', async () => {
    const { speak } = start();
    for (const count of [0, 1, 5]) {
      const { result, frames } = await speak(`say ${count}`);
      expect(await result).toMatchObject({ outcome: 'spoken', samples: count });
      expect(frames).toEqual([1, 2, 3, 4, 5].slice(0, count));
    }
  });

  it('may publish more frames than the arena has blocks, as long as these are given back', async () => {
    const { speak, arena } = start();
    for (let round = 0; round < 10; round++) {
      const { result, frames } = await speak(`say ${arena.blockCount}`);
      await result;
      expect(frames).toHaveLength(arena.blockCount);
    }
  });

  it('gives its frames back when there is no reader', async () => {
    const { pool, arena } = start();
    const task = {
      text: 'say 5',
      sentence: 'say 5',
      earlierSoundMs: 0,
      pauseMs: 0,
      language: undefined,
      voice: undefined,
      audioField: 2,
    };
    expect(await pool.run('speak', task)).toMatchObject({ samples: 5 });
    expect(arena.blocksInUse).toBe(0);
  });

  it('sees its cancel word, and its result still arrives', async () => {
    const { speak } = start();
    const { result, frames, cancel } = await speak('wait');
    await until(() => frames.length > 0, 'the task runs');
    cancel();
    cancel();
    expect(await result).toMatchObject({ outcome: 'cancelled' });
    expect(await (await speak('say 1')).result).toMatchObject({ outcome: 'spoken' });
  });

  it('cannot cancel the next task in its slot after it has ended', async () => {
    const { speak } = start(1, 1);
    const first = await speak('say 1');
    await first.result;
    const second = await speak('wait');
    await until(() => second.frames.length > 0, 'the second task runs');
    first.cancel();
    expect(await Promise.race([second.result, sleep(100, 'still running')])).toBe('still running');
    second.cancel();
    expect(await second.result).toMatchObject({ outcome: 'cancelled' });
  });

  it('waits for a thread in order, and does not count as hung meanwhile', async () => {
    const { speak, pool, eventNames } = start(1, 4, 400);
    const busy = await speak('wait');
    const [second, third] = [await speak('say 1'), await speak('say 2')];
    expect(pool.inFlight).toBe(3);
    const ended: string[] = [];
    void second.result.then(() => ended.push('second'));
    void third.result.then(() => ended.push('third'));
    // Longer than the hang timeout.
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(eventNames).toEqual([]);
    busy.cancel();
    await Promise.all([second.result, third.result]);
    expect(ended).toEqual(['second', 'third']);
  });

  it('runs beside other tasks when there are enough threads', async () => {
    const { speak } = start(2);
    const both = [await speak('wait'), await speak('wait')];
    await until(() => both.every(({ frames }) => frames.length > 0), 'both run');
    for (const { cancel } of both) cancel();
    const [a, b] = await Promise.all(both.map(({ result }) => result));
    expect(a?.language).not.toBe(b?.language);
  });
});

describe('too many tasks', () => {
  it('wait for a slot, however many they are: each belongs to an admitted turn', async () => {
    const { speak, pool } = start(1, 1);
    const first = await speak('wait');
    const others = Array.from({ length: 200 }, () => speak('say 1'));
    await until(() => pool.waiting === 200, 'the others wait');
    first.cancel();
    for (const other of others) expect(await (await other).result).toMatchObject({ outcome: 'spoken' });
  });

  it('stop waiting when their turn is aborted', async () => {
    const { speak, pool } = start(1, 1);
    const first = await speak('wait');
    const turn = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    const waiting = pool.run('describe', {}, turn.signal);
    turn.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(pool.waiting).toBe(0);
    first.cancel();
    await first.result;
  });
});

describe('a worker that fails', () => {
  it.each([
    ['throws', 'throw'],
    ['exits', 'exit'],
    ['gets an unknown task', 'no-such-behaviour'],
  ])('is replaced when it %s, and its blocks are given back', async (_situation, text) => {
    const { speak, pool, eventNames, arena } = start();
    const before = await (await speak('say 0')).result;
    const failing = await speak(text);
    await expect(failing.result).rejects.toMatchObject(INTERNAL);
    expect(arena.blocksInUse).toBe(0);
    await until(() => eventNames.includes('replaced'), 'another thread takes its place');
    expect(eventNames.filter((what) => what !== 'error')).toEqual(['died', 'replaced']);
    const after = await (await speak('say 3')).result;
    expect(after).toMatchObject({ outcome: 'spoken', samples: 3 });
    expect(after.language).not.toBe(before.language);
    expect(pool.threads).toBe(1);
  });

  it('is kept when only its promise rejects, and its blocks are given back', async () => {
    const { speak, eventNames } = start();
    const before = await (await speak('say 0')).result;
    await expect((await speak('reject')).result).rejects.toMatchObject(INTERNAL);
    expect((await (await speak('say 8')).result).language).toBe(before.language);
    expect(eventNames).toEqual([]);
  });

  it('reports its error to the log once', async () => {
    const { speak, eventNames } = start();
    await expect((await speak('throw')).result).rejects.toMatchObject(INTERNAL);
    await until(() => eventNames.includes('replaced'), 'another thread takes its place');
    expect(eventNames.filter((what) => what === 'error')).toHaveLength(1);
  });

  it('has delivered the frames that it published before', async () => {
    const { speak } = start();
    const { result, frames } = await speak('throw');
    await expect(result).rejects.toMatchObject(INTERNAL);
    expect(frames).toEqual([1]);
  });

  it('affects no task and no block of another thread', async () => {
    const { speak } = start(2);
    const other = await speak('wait');
    await until(() => other.frames.length > 0, 'the other runs');
    await expect((await speak('exit')).result).rejects.toMatchObject(INTERNAL);
    other.cancel();
    expect(await other.result).toMatchObject({ outcome: 'cancelled' });
  });

  it.each(['throw', 'exit'])('affects no task that waits for its thread: %s', async (text) => {
    const { speak } = start(1, 8);
    const failing = await speak(text);
    const waiting = await Promise.all([speak('say 1'), speak('say 2')]);
    await expect(failing.result).rejects.toMatchObject(INTERNAL);
    const outcomes = await Promise.allSettled(waiting.map(({ result }) => result));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('leaks nothing when it fails again and again', async () => {
    const { speak } = start(1, 2);
    for (const text of ['throw', 'exit', 'reject', 'throw', 'exit']) {
      await expect((await speak(text)).result).rejects.toMatchObject(INTERNAL);
      expect(await (await speak('say 2')).result).toMatchObject({ samples: 2 });
    }
  });
});

describe('a worker that hangs', () => {
  it.each([
    ['runs an endless loop', 'loop'],
    ['holds the whole arena', 'hog'],
  ])('is ended and replaced when it %s', async (_situation, text) => {
    const { speak, eventNames, arena } = start(1, 4, 800);
    const hanging = await speak(text);
    await expect(hanging.result).rejects.toMatchObject(INTERNAL);
    expect(arena.blocksInUse).toBe(0);
    await until(() => eventNames.includes('replaced'), 'another thread takes its place');
    expect(eventNames).toEqual(['hung', 'replaced']);
    expect(await (await speak('say 8')).result).toMatchObject({ samples: 8 });
  });
});

describe('WorkerPool.close', () => {
  it.each(['wait', 'loop'])('rejects running and waiting tasks as unavailable: %s', async (text) => {
    const { speak, pool, arena } = start(1, 2);
    const running = await speak(text);
    await until(() => arena.blocksInUse + running.frames.length > 0, 'the first runs');
    const queued = await speak('say 1');
    const waiting = speak('say 1');
    const outcomes = [running.result, queued.result, waiting].map((task) =>
      expect(task).rejects.toMatchObject({ type: 'unavailable' }),
    );
    await until(() => pool.waiting === 1, 'the third waits');
    await pool.close();
    await Promise.all(outcomes);
    await expect(speak('say 1')).rejects.toMatchObject({ type: 'unavailable' });
  });

  it('is idempotent', async () => {
    const { pool, eventNames } = start();
    await Promise.all([pool.close(), pool.close()]);
    await pool.close();
    expect(eventNames).toEqual([]);
  });
});
