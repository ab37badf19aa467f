import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotTable, type TaskOrder } from '../../src/main/pool/slot-table.js';
import { NexyError } from '../../src/shared/errors.js';
import { TaskSlot } from '../../src/shared/task-slots.js';

const due = (deadlineMs: number, costMs = 1): TaskOrder => ({ deadlineMs, costMs });
const NOW = due(0);

/** Waits until all promises that can settle have settled. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('SlotTable', () => {
  it('gives out slots while some are free, each with its own owner number for blocks', async () => {
    const table = new SlotTable(3, 0, 100);
    const slots = await Promise.all([table.acquire(NOW), table.acquire(NOW), table.acquire(NOW)]);
    expect(slots.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(slots.map(({ owner }) => owner)).toEqual([100, 101, 102]);
    expect(table.inUse).toBe(3);
    for (const slot of slots) table.release(slot);
    expect(table.inUse).toBe(0);
  });

  it('serves tasks by deadline, in any order of arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 9 }), { maxLength: 30 }), async (deadlines) => {
        const table = new SlotTable(1, 0, 1);
        const slot = await table.acquire(NOW);
        const served: [number, number][] = [];
        const waiting = deadlines.map(async (deadlineMs, arrival) => {
          const got = await table.acquire(due(deadlineMs));
          served.push([deadlineMs, arrival]);
          table.release(got);
        });
        table.release(slot);
        await Promise.all(waiting);
        const inOrder = deadlines
          .map((deadlineMs, arrival): [number, number] => [deadlineMs, arrival])
          .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect(served).toEqual(inOrder);
      }),
    );
  });

  it('returns the work ahead of a task with a given deadline', async () => {
    const table = new SlotTable(1, 0, 1);
    const slot = await table.acquire(due(0, 99));
    const waiting = [due(5, 1), due(3, 10), due(8, 100), due(5, 1_000)].map((order) => table.acquire(order));
    expect([2, 3, 4, 5, 7, 8, 9].map((deadlineMs) => table.waitingMs(deadlineMs))).toEqual([
      0, 10, 10, 1_011, 1_011, 1_111, 1_111,
    ]);
    table.release(slot);
    for (const taken of [waiting[1], waiting[0], waiting[3], waiting[2]]) table.release(await taken!);
    expect(table.waitingMs(9)).toBe(0);
  });

  it('serves tasks with the same deadline in order of arrival', async () => {
    const table = new SlotTable(1, 0, 1);
    const first = await table.acquire(NOW);
    const got: string[] = [];
    const waiting = ['a', 'b', 'c'].map(async (name) => {
      const slot = await table.acquire(NOW);
      got.push(name);
      return slot;
    });
    expect(table.waiting).toBe(3);
    table.release(first);
    await settle();
    expect(got).toEqual(['a']);
    table.release(await waiting[0]!);
    table.release(await waiting[1]!);
    await settle();
    expect(got).toEqual(['a', 'b', 'c']);
  });

  it('passes over a task that cannot acquire its resources, and serves it once it can', async () => {
    const table = new SlotTable(1, 0, 1);
    let room = false;
    const got: string[] = [];
    const take = async (name: string, order: TaskOrder): Promise<void> => {
      const slot = await table.acquire(order);
      got.push(name);
      table.release(slot);
    };
    const all = [
      take('early', { ...due(1), acquire: () => room }),
      take('late', { ...due(9), acquire: () => room }),
      take('other', due(5)),
    ];
    await settle();
    expect(got).toEqual(['other']);
    table.dispatch();
    expect(table.inUse).toBe(0);
    room = true;
    table.dispatch();
    await Promise.all(all);
    expect(got).toEqual(['other', 'early', 'late']);
  });

  it('resets a slot before the next task gets it', async () => {
    const table = new SlotTable(1, 0, 1);
    const slot = await table.acquire(NOW);
    const worker = new TaskSlot(table.memory, slot.index);
    worker.begin(7);
    worker.publish(1, 2, 3, 4);
    slot.cancel();
    const next = table.acquire(NOW);
    table.release(slot);
    const again = await next;
    expect(again.threadId).toBe(0);
    expect(worker.cancelled).toBe(false);
    again.drain(() => expect.unreachable('a frame of the task before'));
  });
});

describe('a task that waits for a slot', () => {
  it('leaves the queue when its turn is cancelled, and takes no slot', async () => {
    const table = new SlotTable(1, 0, 1);
    const slot = await table.acquire(NOW);
    const turn = new AbortController();
    const reason = new NexyError('timeout');
    const [cancelled, stillWaiting] = [table.acquire(NOW, turn.signal), table.acquire(NOW)];
    turn.abort(reason);
    await expect(cancelled).rejects.toBe(reason);
    expect(table.waiting).toBe(1);
    table.release(slot);
    expect(await stillWaiting).toBe(slot);
  });

  it('is rejected when its turn has already ended', async () => {
    const table = new SlotTable(1, 0, 1);
    const reason = new NexyError('timeout');
    await expect((async () => await table.acquire(NOW, AbortSignal.abort(reason)))()).rejects.toBe(reason);
    expect(table.inUse).toBe(0);
  });

  it('keeps a slot that it already has when its turn is cancelled', async () => {
    const table = new SlotTable(1, 0, 1);
    const first = await table.acquire(NOW);
    const turn = new AbortController();
    const second = table.acquire(NOW, turn.signal);
    table.release(first);
    turn.abort(new NexyError('timeout'));
    table.release(await second);
    expect(table.inUse).toBe(0);
  });

  it('is rejected when the pool closes', async () => {
    const table = new SlotTable(1, 0, 1);
    const slot = await table.acquire(NOW);
    const refused = [table.acquire(NOW), table.acquire(NOW, new AbortController().signal)].map((waiting) =>
      expect(waiting).rejects.toMatchObject({ type: 'unavailable' }),
    );
    table.close(new NexyError('unavailable'));
    await Promise.all(refused);
    expect(table.waiting).toBe(0);
    table.release(slot);
    expect(table.inUse).toBe(0);
  });
});

describe('a prefetched task', () => {
  /** Marks the task in the slot as begun by a thread. */
  const begin = (table: SlotTable, slot: TaskSlot): void => new TaskSlot(table.memory, slot.index).begin(9);

  it('is admitted while more tasks wait than there are threads, once the tasks in flight have begun', async () => {
    const table = new SlotTable(1, 1, 1);
    const running = await table.acquire(NOW);
    const got: string[] = [];
    const wait = async (name: string): Promise<TaskSlot> => {
      const slot = await table.acquire(NOW);
      got.push(name);
      return slot;
    };
    const a = wait('a');
    begin(table, running);
    table.dispatch();
    await settle();
    // A single task loses little by waiting, and a later task with an earlier deadline may go first.
    expect(got).toEqual([]);
    const b = wait('b');
    const c = wait('c');
    await settle();
    expect(got).toEqual(['a']);
    expect(table.inUse).toBe(2);
    table.dispatch();
    await settle();
    // Task "a" is prefetched and has not begun.
    expect(got).toEqual(['a']);
    table.release(running);
    await settle();
    expect(got).toEqual(['a']);
    begin(table, await a);
    table.dispatch();
    await settle();
    expect(got).toEqual(['a', 'b']);
    table.release(await a);
    table.release(await b);
    table.release(await c);
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 0, waiting: 0 });
  });

  it('is never a long task, so that a task with an earlier deadline can go first', async () => {
    const table = new SlotTable(1, 1, 1);
    const running = await table.acquire(NOW);
    begin(table, running);
    const long = { ...NOW, costMs: 50 };
    const waiting = [
      table.acquire(long),
      table.acquire(long),
      table.acquire({ ...long, deadlineMs: long.deadlineMs - 1 }),
    ];
    table.dispatch();
    await settle();
    expect(table.inUse).toBe(1);
    table.release(running);
    const first = await (waiting[2] as Promise<TaskSlot>);
    begin(table, first);
    table.release(first);
    for (const slot of waiting.slice(0, 2)) table.release(await (slot as Promise<TaskSlot>));
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 0, waiting: 0 });
  });
});

describe('SlotTable in any order of taking, giving and cancelling', () => {
  it('never gives a slot twice, loses no slot, and keeps the order of the queue', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('take' as const) },
      { weight: 2, arbitrary: fc.record({ give: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), async (steps, size) => {
        const table = new SlotTable(size, 0, 1);
        const held: TaskSlot[] = [];
        let asked = 0;
        let lastServed = -1;
        const turns: AbortController[] = [];
        const ask = (): void => {
          const number = asked++;
          const turn = new AbortController();
          turns.push(turn);
          table.acquire(NOW, turn.signal).then(
            (slot) => {
              expect(held).not.toContain(slot);
              expect(number).toBeGreaterThan(lastServed);
              lastServed = number;
              held.push(slot);
            },
            () => {},
          );
        };
        for (const what of steps) {
          if (what === 'take') ask();
          else if ('give' in what) {
            const [slot] = held.splice(what.give % Math.max(1, held.length), 1);
            if (slot) table.release(slot);
          } else turns[what.cancel % Math.max(1, turns.length)]?.abort(new NexyError('cancelled_by_user'));
          await Promise.resolve();
          await Promise.resolve();
          expect(table.inUse).toBeLessThanOrEqual(size);
          if (table.waiting > 0) expect(table.inUse).toBe(size);
        }
        for (const turn of turns) turn.abort(new NexyError('cancelled_by_user'));
        await settle();
        for (const slot of held.splice(0)) table.release(slot);
        expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 0, waiting: 0 });
      }),
    );
  });
});

describe('the slots for tasks without cost', () => {
  it('are available when all other slots are in use, and to no other task', async () => {
    const table = new SlotTable(2, 0, 1, 1);
    expect(table.memory.slotCount).toBe(3);
    const long = [await table.acquire(due(0)), await table.acquire(due(0))];
    const waiting = table.acquire(due(1));
    const quick = await table.acquire(due(9, 0));
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 3, waiting: 1 });
    table.release(quick);
    await settle();
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 2, waiting: 1 });
    table.release(long[0]!);
    const next = await waiting;
    for (const slot of [long[1]!, next]) table.release(slot);
    expect(table.inUse).toBe(0);
  });

  it('go to the next task without cost, past tasks that wait for other slots', async () => {
    const table = new SlotTable(1, 0, 1, 1);
    const long = await table.acquire(due(0));
    const quick = await table.acquire(due(0, 0));
    const [waiting, nextQuick] = [table.acquire(due(1)), table.acquire(due(2, 0))];
    expect(table.waiting).toBe(2);
    table.release(quick);
    const served = await nextQuick;
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 2, waiting: 1 });
    table.release(long);
    table.release(served);
    table.release(await waiting);
    expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 0, waiting: 0 });
  });
});
