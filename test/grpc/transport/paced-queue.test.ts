import { setImmediate as nextIteration } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacedQueue } from '../../../src/main/grpc/transport/paced-queue.js';

interface Item {
  readonly sender: string;
  readonly n: number;
}

/** Returns a queue that begins `maxAtOnce` items at once; `begun` lists the begun items, `gone` the pointless items. */
function queueOf(maxAtOnce = 2) {
  const begun: string[] = [];
  const gone = new Set<string>();
  const nameOf = ({ sender, n }: Item): string => `${sender}${n}`;
  const queue = new PacedQueue<Item>(maxAtOnce, {
    begin: (item) => begun.push(nameOf(item)),
    isObsolete: (item) => gone.has(nameOf(item)),
    senderOf: ({ sender }) => sender,
  });
  const add = (sender: string, ...numbers: number[]): void => {
    for (const n of numbers) queue.add({ sender, n });
  };
  return { queue, begun, gone, add };
}

describe('PacedQueue', () => {
  it('begins the allowed number of items at once, and the rest in the next iterations', async () => {
    const { queue, begun, add } = queueOf();
    add('a', 1, 2, 3, 4, 5);
    expect(begun).toEqual(['a1', 'a2']);
    expect(queue.length).toBe(3);
    await nextIteration();
    expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
    await nextIteration();
    expect(begun).toHaveLength(5);
    await nextIteration();
    add('a', 6);
    expect(begun).toHaveLength(6);
  });

  it('alternates between senders: one item does not wait behind a flood', async () => {
    const { begun, add } = queueOf();
    add('flood', ...Array.from({ length: 100 }, (_, n) => n));
    add('b', 1);
    await nextIteration();
    await nextIteration();
    expect(begun).toContain('b1');
    expect(begun.length).toBeLessThanOrEqual(6);
  });

  it('drops items that have become pointless, without counting them', async () => {
    const { queue, begun, gone, add } = queueOf();
    add('a', 1, 2, 3, 4, 5, 6);
    gone.add('a3').add('a4');
    await nextIteration();
    expect(begun).toEqual(['a1', 'a2', 'a5', 'a6']);
    expect(queue.length).toBe(0);
  });

  it('begins every item once, and the items of a sender in order, for any order of arrival', async () => {
    const arrival = fc.array(fc.constantFrom('a', 'b', 'c', '-'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(arrival, fc.integer({ min: 1, max: 4 }), async (steps, maxAtOnce) => {
        const { queue, begun, add } = queueOf(maxAtOnce);
        for (const [n, step] of steps.entries()) {
          const before = begun.length;
          if (step === '-') await nextIteration();
          else add(step, n);
          expect(begun.length - before).toBeLessThanOrEqual(maxAtOnce);
        }
        for (let rest = queue.length; rest > 0; rest = queue.length) await nextIteration();
        for (const sender of 'abc') {
          const expected = [...steps.entries()].filter(([, step]) => step === sender).map(([n]) => `${sender}${n}`);
          expect(begun.filter((name) => name.startsWith(sender))).toEqual(expected);
        }
      }),
    );
  });
});
