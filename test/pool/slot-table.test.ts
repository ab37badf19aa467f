import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SlotTable } from '../../src/main/pool/slot-table.js';
import { NexyError } from '../../src/shared/errors.js';
import { TaskSlot } from '../../src/shared/task-slots.js';

/** Lets everything that can settle do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('the slots of a pool', () => {
  it('are given out while there are any, each with blocks of its own', async () => {
    const table = new SlotTable(3, 10, 100);
    const slots = await Promise.all([table.take(), table.take(), table.take()]);
    expect(slots.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(slots.map(({ owner }) => owner)).toEqual([100, 101, 102]);
    expect(table.inUse).toBe(3);
    for (const slot of slots) table.give(slot);
    expect(table.inUse).toBe(0);
  });

  it('come to those who wait in the order they came', async () => {
    const table = new SlotTable(1, 10, 1);
    const first = await table.take();
    const got: string[] = [];
    const waiting = ['a', 'b', 'c'].map(async (name) => {
      const slot = await table.take();
      got.push(name);
      return slot;
    });
    expect(table.waiting).toBe(3);
    table.give(first);
    await settle();
    expect(got).toEqual(['a']);
    table.give(await waiting[0]!);
    table.give(await waiting[1]!);
    await settle();
    expect(got).toEqual(['a', 'b', 'c']);
  });

  it('are refused past the bound of the wait', async () => {
    const table = new SlotTable(1, 2, 1);
    const slot = await table.take();
    const waiting = [table.take(), table.take()];
    await expect(table.take()).rejects.toThrow(new NexyError('overloaded'));
    expect(table.waiting).toBe(2);
    table.give(slot);
    table.give(await waiting[0]!);
    expect((await waiting[1])?.index).toBe(0);
  });

  it('come back clean: nothing of the task before is left in one', async () => {
    const table = new SlotTable(1, 2, 1);
    const slot = await table.take();
    const worker = new TaskSlot(table.memory, slot.index);
    worker.begin(7);
    worker.publish(1, 2, 3, 4);
    slot.cancel();
    const next = table.take();
    table.give(slot);
    const again = await next;
    expect(again.threadId).toBe(0);
    expect(worker.cancelled).toBe(false);
    again.drain(() => expect.unreachable('a frame of the task before'));
  });
});

describe('who waits for a slot', () => {
  it('leaves the line when its turn is cancelled, and takes no slot', async () => {
    const table = new SlotTable(1, 10, 1);
    const slot = await table.take();
    const turn = new AbortController();
    const reason = new NexyError('timeout');
    const [cancelled, patient] = [table.take(turn.signal), table.take()];
    turn.abort(reason);
    await expect(cancelled).rejects.toBe(reason);
    expect(table.waiting).toBe(1);
    table.give(slot);
    expect(await patient).toBe(slot);
  });

  it('is not let in when its turn is over already', async () => {
    const table = new SlotTable(1, 10, 1);
    const reason = new NexyError('timeout');
    await expect((async () => await table.take(AbortSignal.abort(reason)))()).rejects.toBe(reason);
    expect(table.inUse).toBe(0);
  });

  it('keeps a slot that it has when its turn is cancelled afterwards', async () => {
    const table = new SlotTable(1, 10, 1);
    const first = await table.take();
    const turn = new AbortController();
    const second = table.take(turn.signal);
    table.give(first);
    turn.abort(new NexyError('timeout'));
    table.give(await second);
    expect(table.inUse).toBe(0);
  });

  it('is refused when the pool closes', async () => {
    const table = new SlotTable(1, 10, 1);
    const slot = await table.take();
    const refused = [table.take(), table.take(new AbortController().signal)].map((waiting) =>
      expect(waiting).rejects.toMatchObject({ type: 'unavailable' }),
    );
    table.close(new NexyError('unavailable'));
    await Promise.all(refused);
    expect(table.waiting).toBe(0);
    table.give(slot);
    expect(table.inUse).toBe(0);
  });
});

describe('in any order of taking, giving and cancelling', () => {
  it('no slot is held twice, none is lost, and the line keeps its order', async () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.constant('take' as const) },
      { weight: 2, arbitrary: fc.record({ give: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ cancel: fc.nat() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.integer({ min: 1, max: 3 }), async (steps, size) => {
        const table = new SlotTable(size, 5, 1);
        const held: TaskSlot[] = [];
        let asked = 0;
        let lastServed = -1;
        const line: AbortController[] = [];
        const ask = (): void => {
          const number = asked++;
          const turn = new AbortController();
          line.push(turn);
          table.take(turn.signal).then(
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
            if (slot) table.give(slot);
          } else line[what.cancel % Math.max(1, line.length)]?.abort(new NexyError('cancelled_by_user'));
          await Promise.resolve();
          await Promise.resolve();
          expect(table.inUse).toBeLessThanOrEqual(size);
          if (table.waiting > 0) expect(table.inUse).toBe(size);
        }
        for (const turn of line) turn.abort(new NexyError('cancelled_by_user'));
        await settle();
        for (const slot of held.splice(0)) table.give(slot);
        expect({ inUse: table.inUse, waiting: table.waiting }).toEqual({ inUse: 0, waiting: 0 });
      }),
    );
  });
});
