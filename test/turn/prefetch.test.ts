import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Prefetch } from '../../src/main/turn/prefetch.js';
import { all, rounds, slowly } from './fakes.js';

/** Returns a source, and a record of how far it was read and that it has ended. */
function watched(count: number, failAt = Number.POSITIVE_INFINITY) {
  const seen = { produced: 0, ended: false };
  async function* source(): AsyncGenerator<number, void, undefined> {
    try {
      for (let n = 0; n < count; n++) {
        await rounds(n % 4);
        if (n === failAt) throw new Error('the source broke');
        seen.produced++;
        yield n;
      }
    } finally {
      seen.ended = true;
    }
  }
  return { seen, source: source() };
}

const nothing = (): void => {};
const always = (): boolean => true;
const never = (): boolean => false;

/** Prefetches items as they are. */
const prefetch = <T>(source: AsyncIterable<T>, hasRoom: () => boolean): Prefetch<T, T> =>
  new Prefetch(source, { prepare: (item) => item, hasRoom, discard: nothing });

describe('Prefetch', () => {
  it('changes neither the items nor their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string()),
        fc.infiniteStream(fc.boolean()),
        fc.nat({ max: 4 }),
        async (items, room, wait) => {
          const hasRoom = (): boolean => room.next().value;
          expect(await all(prefetch(slowly(items, wait), hasRoom))).toEqual(items);
        },
      ),
    );
  });

  it('reads ahead as far as there is room, and no further', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat({ max: 9 })), async (ahead, waits) => {
        const { seen, source } = watched(20);
        let taken = 0;
        const items = prefetch(source, () => seen.produced - taken < ahead);
        for await (const _ of items) {
          taken++;
          items.resumeIfRoom();
          await rounds(waits[taken] ?? 40);
          expect(seen.produced - taken).toBeLessThanOrEqual(ahead);
          if (waits[taken] === undefined) expect(seen.produced).toBe(Math.min(20, taken + ahead));
        }
        expect(taken).toBe(20);
      }),
      { numRuns: 30 },
    );
  });

  it('reads only the item that its consumer waits for when there is no room at all', async () => {
    const { seen, source } = watched(5);
    let taken = 0;
    for await (const _ of prefetch(source, never)) {
      taken++;
      await rounds(20);
      expect(seen.produced).toBe(taken);
    }
    expect(taken).toBe(5);
  });

  it('reads on after a recheck that finds room, while its consumer is busy with an item', async () => {
    const { seen, source } = watched(5);
    let room = false;
    const ahead = prefetch(source, () => room);
    for await (const _ of ahead) {
      await rounds(20);
      expect(seen.produced).toBe(1);
      ahead.resumeIfRoom();
      await rounds(20);
      expect(seen.produced).toBe(1);
      room = true;
      ahead.resumeIfRoom();
      await rounds(40);
      expect(seen.produced).toBe(5);
      break;
    }
  });

  it('reads nothing before its first item is requested', async () => {
    const { seen, source } = watched(3);
    const items = prefetch(source, always)[Symbol.asyncIterator]();
    await rounds(20);
    expect(seen.produced).toBe(0);
    await items.return();
    expect(seen.produced).toBe(0);
  });

  it('throws an error of the source after the items before it', async () => {
    const { seen, source } = watched(10, 4);
    const taken: number[] = [];
    const reading = (async () => {
      for await (const item of prefetch(source, always)) {
        taken.push(item);
        await rounds(20);
      }
    })();
    await expect(reading).rejects.toThrow('the source broke');
    expect(taken).toEqual([0, 1, 2, 3]);
    expect(seen.ended).toBe(true);
  });
});

describe('a consumer of Prefetch that stops early', () => {
  it('has each prepared item that it did not take discarded once, and the source ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat({ max: 8 }),
        async (ahead, stopAt, wait) => {
          const { seen, source } = watched(12);
          const prepared: number[] = [];
          const taken: number[] = [];
          const discarded: number[] = [];
          const prepare = (item: number): number => {
            prepared.push(item);
            return item;
          };
          const hasRoom = (): boolean => prepared.length - taken.length < ahead;
          const discard = (rest: number): number => discarded.push(rest);
          for await (const item of new Prefetch(source, { prepare, hasRoom, discard })) {
            taken.push(item);
            await rounds(wait);
            if (taken.length === stopAt) break;
          }
          await rounds(30);
          expect(seen.ended).toBe(true);
          expect(prepared).toEqual([...prepared.keys()]);
          expect(seen.produced - prepared.length).toBeLessThanOrEqual(1);
          expect([...taken, ...discarded]).toEqual(prepared);
        },
      ),
    );
  });

  it('has no item prepared that comes after its end', async () => {
    let give: (() => void) | undefined;
    const prepared: string[] = [];
    const prepare = (item: string): number => prepared.push(item);
    async function* source(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      yield 'late';
    }
    for await (const _ of new Prefetch(source(), { prepare, hasRoom: always, discard: nothing })) break;
    give?.();
    await rounds(20);
    expect(prepared).toEqual(['first']);
  });

  it('gets no error that the source throws afterwards', async () => {
    const { seen, source } = watched(10, 2);
    for await (const _ of prefetch(source, never)) break;
    await rounds(30);
    expect(seen.produced).toBeLessThanOrEqual(2);
  });
});
