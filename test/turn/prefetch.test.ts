import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prefetch } from '../../src/main/turn/prefetch.js';
import { all, rounds, slowly } from './fakes.js';

/** A source that tells how far it was read and how it ended. */
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

describe('reading ahead', () => {
  it('changes neither the items nor their order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string()),
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 4 }),
        async (items, ahead, wait) => {
          expect(await all(prefetch(slowly(items, wait), ahead, nothing))).toEqual(items);
        },
      ),
    );
  });

  it('goes as far as it may, and no further', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.nat({ max: 9 })), async (ahead, waits) => {
        const { seen, source } = watched(20);
        let taken = 0;
        for await (const _ of prefetch(source, ahead, nothing)) {
          taken++;
          await rounds(waits[taken] ?? 40);
          expect(seen.produced - taken).toBeLessThanOrEqual(ahead);
          if (waits[taken] === undefined) expect(seen.produced).toBe(Math.min(20, taken + ahead));
        }
        expect(taken).toBe(20);
      }),
      { numRuns: 30 },
    );
  });

  it('does not start before somebody asks', async () => {
    const { seen, source } = watched(3);
    const items = prefetch(source, 2, nothing);
    await rounds(20);
    expect(seen.produced).toBe(0);
    await items.return();
    expect(seen.produced).toBe(0);
  });

  it('gives an error of the source its turn, after the items before it', async () => {
    const { seen, source } = watched(10, 4);
    const taken: number[] = [];
    const reading = (async () => {
      for await (const item of prefetch(source, 3, nothing)) {
        taken.push(item);
        await rounds(20);
      }
    })();
    await expect(reading).rejects.toThrow('the source broke');
    expect(taken).toEqual([0, 1, 2, 3]);
    expect(seen.ended).toBe(true);
  });
});

describe('a consumer that stops early', () => {
  it('has each item that it did not take discarded, once, and the source ended', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat({ max: 8 }),
        async (ahead, stopAt, wait) => {
          const { seen, source } = watched(12);
          const taken: number[] = [];
          const discarded: number[] = [];
          for await (const item of prefetch(source, ahead, (rest) => discarded.push(rest))) {
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

  it('leaves nothing behind when its source is waiting', async () => {
    let give: (() => void) | undefined;
    const discarded: string[] = [];
    async function* source(): AsyncGenerator<string, void, undefined> {
      yield 'first';
      await new Promise<void>((resolve) => {
        give = resolve;
      });
      yield 'late';
    }
    for await (const _ of prefetch(source(), 3, (item) => discarded.push(item))) break;
    give?.();
    await rounds(20);
    expect(discarded).toEqual(['late']);
  });

  it('never hears of an error that comes afterwards', async () => {
    const { seen, source } = watched(10, 2);
    for await (const _ of prefetch(source, 1, nothing)) break;
    await rounds(30);
    expect(seen.produced).toBeLessThanOrEqual(2);
  });
});
