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

describe('Prefetch', () => {
  it('changes neither the items nor their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string()),
        fc.infiniteStream(fc.boolean()),
        fc.nat({ max: 4 }),
        async (items, room, wait) => {
          const hasRoom = (): boolean => room.next().value;
          expect(await all(new Prefetch(slowly(items, wait), hasRoom, nothing))).toEqual(items);
        },
      ),
    );
  });

  it('reads ahead as far as there is room, and no further', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat({ max: 9 })), async (ahead, waits) => {
        const { seen, source } = watched(20);
        let taken = 0;
        const items = new Prefetch(source, () => seen.produced - taken < ahead, nothing);
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
    for await (const _ of new Prefetch(source, never, nothing)) {
      taken++;
      await rounds(20);
      expect(seen.produced).toBe(taken);
    }
    expect(taken).toBe(5);
  });

  it('reads on after a recheck that finds room, while its consumer is busy with an item', async () => {
    const { seen, source } = watched(5);
    let room = false;
    const ahead = new Prefetch(source, () => room, nothing);
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
    const items = new Prefetch(source, always, nothing)[Symbol.asyncIterator]();
    await rounds(20);
    expect(seen.produced).toBe(0);
    await items.return();
    expect(seen.produced).toBe(0);
  });

  it('throws an error of the source after the items before it', async () => {
    const { seen, source } = watched(10, 4);
    const taken: number[] = [];
    const reading = (async () => {
      for await (const item of new Prefetch(source, always, nothing)) {
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
  it('has each item that it did not take discarded once, and the source ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat({ max: 8 }),
        async (ahead, stopAt, wait) => {
          const { seen, source } = watched(12);
          const taken: number[] = [];
          const discarded: number[] = [];
          const hasRoom = (): boolean => seen.produced - taken.length < ahead;
          for await (const item of new Prefetch(source, hasRoom, (rest) => discarded.push(rest))) {
            taken.push(item);
            await rounds(wait);
            if (taken.length === stopAt) break;
          }
          await rounds(30);
          expect(seen.ended).toBe(true);
          expect([...taken, ...discarded]).toEqual(Array.from({ length: seen.produced }, (_, n) => n));
        },
      ),
    );
  });

  it('leaves no item behind when the source is waiting', async () => {
    let give: (() => void) | undefined;
    const discarded: string[] = [];
    async function* source(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      yield 'late';
    }
    for await (const _ of new Prefetch(source(), always, (item) => discarded.push(item))) break;
    give?.();
    await rounds(20);
    expect(discarded).toEqual(['late']);
  });

  it('gets no error that the source throws afterwards', async () => {
    const { seen, source } = watched(10, 2);
    for await (const _ of new Prefetch(source, never, nothing)) break;
    await rounds(30);
    expect(seen.produced).toBeLessThanOrEqual(2);
  });
});
