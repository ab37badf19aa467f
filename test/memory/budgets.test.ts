import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedMap, bytesOf } from '../../src/main/memory/bounded-map.js';
import { InProcessStore } from '../../src/main/memory/in-process-store.js';
import { estimateTokens, lastTokens } from '../../src/main/memory/token-estimate.js';
import { newestWithin } from '../../src/main/memory/turn-budget.js';

const text = fc.string({ unit: fc.constantFrom('a', ' ', 'é', 'ж', '你', '🙂', '한', '\ud83d'), maxLength: 40 });

describe('the estimate of tokens', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['Four', 1],
    ['Fives', 2],
    ['Où est-ce', 3],
    ['привет', 3],
    ['你好', 2],
    ['🙂', 1],
  ])('of %j is %i', (sample, tokens) => {
    expect(estimateTokens(sample)).toBe(tokens);
  });

  it('cuts the start of a text off, and no more than it must', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 20 }), (whole, maxTokens) => {
        const end = lastTokens(whole, maxTokens);
        expect(whole.endsWith(end)).toBe(true);
        expect(estimateTokens(end)).toBeLessThanOrEqual(maxTokens);
        const oneMore = [...whole].slice(-[...end].length - 1).join('');
        if (end !== whole) expect(estimateTokens(oneMore)).toBeGreaterThan(maxTokens);
      }),
    );
  });

  it('cuts no character in two', () => {
    expect(lastTokens('🙂🙂🙂', 2)).toBe('🙂🙂');
    expect(lastTokens('a🙂', 1)).toBe('🙂');
  });
});

describe('the budget of turns', () => {
  const turns = fc.array(fc.record({ prompt: text, answer: text }), { maxLength: 8 });
  const tokensOf = (some: readonly { prompt: string; answer: string }[]): number =>
    some.reduce((sum, { prompt, answer }) => sum + estimateTokens(prompt) + estimateTokens(answer), 0);

  it('holds, and takes the newest turns as long as they fit', () => {
    fc.assert(
      fc.property(turns, fc.nat({ max: 60 }), (all, maxTokens) => {
        const kept = newestWithin(all, maxTokens);
        expect(tokensOf(kept)).toBeLessThanOrEqual(maxTokens);
        if (all.length > 0) expect(kept.length).toBeGreaterThan(0);
        if (tokensOf(all.slice(-1)) > maxTokens) return;
        expect(kept).toEqual(all.slice(all.length - kept.length));
        if (kept.length < all.length) expect(tokensOf(all.slice(-kept.length - 1))).toBeGreaterThan(maxTokens);
      }),
    );
  });

  it('cuts a turn that is too long by itself: first its prompt, from the start', () => {
    const turn = { prompt: 'one two three four', answer: 'done now' };
    expect(newestWithin([{ prompt: 'old', answer: '' }, turn], 4)).toEqual([
      { prompt: 'ree four', answer: 'done now' },
    ]);
    expect(newestWithin([turn], 1)).toEqual([{ prompt: '', answer: ' now' }]);
    expect(newestWithin([turn], 0)).toEqual([{ prompt: '', answer: '' }]);
  });
});

describe('a bounded map', () => {
  it('never outgrows its bounds, and lets go of what was unused the longest', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), key, bytes: fc.nat({ max: 130 }) }),
      fc.record({ do: fc.constantFrom('get' as const, 'delete' as const), key, bytes: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const map = new BoundedMap<number>({ maxEntries: 3, maxBytes: 100 });
        let model: { key: string; value: number; bytes: number }[] = [];
        const sizeOf = (): number => model.reduce((sum, { bytes }) => sum + bytes + 2, 0);
        for (const [n, { do: what, key, bytes }] of steps.entries()) {
          const known = model.find((entry) => entry.key === key);
          if (what === 'get') expect(map.get(key)).toBe(known?.value);
          else if (what === 'set') map.set(key, n, bytes);
          else map.delete(key);
          model = model.filter((entry) => entry !== known);
          // What is larger than the whole map is not kept, and evicts nothing.
          if (what === 'set' && bytes + 2 <= 100) model.push({ key, value: n, bytes });
          else if (what === 'get' && known) model.push(known);
          while (model.length > 3 || sizeOf() > 100) model.shift();
          expect(map.size).toBe(model.length);
          expect(map.byteLength).toBe(sizeOf());
          expect(map.longestUnused).toEqual(model[0] && [model[0].key, model[0].value]);
        }
      }),
    );
  });
});

describe('the store of this process', () => {
  const memory = (size: number): { shortTerm: string; longTerm: string } => ({
    shortTerm: 's'.repeat(size),
    longTerm: 'l'.repeat(size),
  });

  it('knows nothing of a device it has not seen', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 1_000 });
    expect(await store.load('phone')).toEqual({ shortTerm: '', longTerm: '' });
    expect(store.devices).toBe(0);
  });

  it('gives back what was saved last, to each device its own', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 1_000 });
    await store.save('phone', memory(1));
    await store.save('__proto__', memory(2));
    await store.save('phone', memory(3));
    expect(await store.load('phone')).toEqual(memory(3));
    expect(await store.load('__proto__')).toEqual(memory(2));
  });

  it('forgets the device longest unused, by number and by bytes', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 200 });
    await store.save('a', memory(10));
    await store.save('b', memory(10));
    await store.load('a');
    await store.save('c', memory(10));
    expect([await store.load('a'), await store.load('b')]).toEqual([memory(10), memory(0)]);
    await store.save('d', memory(40));
    expect(store.devices).toBe(1);
    expect(store.byteLength).toBe(bytesOf('d') + 160);
    // Larger than the whole store: it is not kept, and evicts nothing.
    await store.save('e', memory(100));
    expect(store.byteLength).toBe(bytesOf('d') + 160);
  });
});
