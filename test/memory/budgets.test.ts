import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedMap, bytesOf } from '../../src/main/memory/bounded-map.js';
import { InProcessStore } from '../../src/main/memory/in-process-store.js';
import { estimateTokens, lastTokens } from '../../src/main/memory/token-estimate.js';
import { newestWithin } from '../../src/main/memory/turn-budget.js';

const text = fc.string({ unit: fc.constantFrom('a', ' ', 'é', 'ж', '你', '🙂', '한', '\ud83d'), maxLength: 40 });

describe('estimateTokens and lastTokens', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['Four', 1],
    ['Fives', 2],
    ['Où est-ce', 3],
    ['привет', 3],
    ['你好', 2],
    ['🙂', 1],
  ])('count the tokens of %j as %i', (sample, tokens) => {
    expect(estimateTokens(sample)).toBe(tokens);
  });

  it('cut off the start of a text, and no more than necessary', () => {
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

  it('cut no character in two', () => {
    expect(lastTokens('🙂🙂🙂', 2)).toBe('🙂🙂');
    expect(lastTokens('a🙂', 1)).toBe('🙂');
  });
});

describe('newestWithin', () => {
  const turns = fc.array(fc.record({ prompt: text, answer: text }), { maxLength: 8 });
  const tokensOf = (some: readonly { prompt: string; answer: string }[]): number =>
    some.reduce((sum, { prompt, answer }) => sum + estimateTokens(prompt) + estimateTokens(answer), 0);

  it('keeps the newest turns that fit the budget', () => {
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

  it('shortens a single turn that is too long: first its prompt, from the start', () => {
    const turn = { prompt: 'one two three four', answer: 'done now' };
    expect(newestWithin([{ prompt: 'old', answer: '' }, turn], 4)).toEqual([
      { prompt: 'ree four', answer: 'done now' },
    ]);
    expect(newestWithin([turn], 1)).toEqual([{ prompt: '', answer: ' now' }]);
    expect(newestWithin([turn], 0)).toEqual([{ prompt: '', answer: '' }]);
  });
});

describe('BoundedMap', () => {
  it('never exceeds its limits, and evicts the entry that was unused the longest', () => {
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
          // An entry that is larger than the whole map is not kept, and evicts nothing.
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

describe('InProcessStore', () => {
  const memory = (size: number): { shortTerm: string; longTerm: string } => ({
    shortTerm: 's'.repeat(size),
    longTerm: 'l'.repeat(size),
  });

  it('returns empty memory for an unknown device', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 1_000 });
    expect(await store.load('phone')).toEqual({ shortTerm: '', longTerm: '' });
    expect(store.devices).toBe(0);
  });

  it('returns the memory that was saved last for each device', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 1_000 });
    await store.save('phone', memory(1));
    await store.save('__proto__', memory(2));
    await store.save('phone', memory(3));
    expect(await store.load('phone')).toEqual(memory(3));
    expect(await store.load('__proto__')).toEqual(memory(2));
  });

  it('evicts the device that was unused the longest, by number and by bytes', async () => {
    const store = new InProcessStore({ maxEntries: 2, maxBytes: 200 });
    await store.save('a', memory(10));
    await store.save('b', memory(10));
    await store.load('a');
    await store.save('c', memory(10));
    expect([await store.load('a'), await store.load('b')]).toEqual([memory(10), memory(0)]);
    await store.save('d', memory(40));
    expect(store.devices).toBe(1);
    expect(store.byteLength).toBe(bytesOf('d') + 160);
    // A memory that is larger than the whole store is not kept, and evicts nothing.
    await store.save('e', memory(100));
    expect(store.byteLength).toBe(bytesOf('d') + 160);
  });
});
