import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InProcessStore } from '../../src/main/memory/in-process-store.js';
import { estimateTokens, lastTokens } from '../../src/main/memory/token-estimate.js';
import { newestWithin } from '../../src/main/memory/turn-budget.js';
import { bytesOf } from '../../src/shared/text-bytes.js';

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

describe('InProcessStore', () => {
  const memory = (size: number): { shortTerm: string; longTerm: string } => ({
    shortTerm: 's'.repeat(size),
    longTerm: 'l'.repeat(size),
  });

  it('returns empty memory for an unknown device', async () => {
    const store = new InProcessStore({ maxDevices: 2, maxBytes: 1_000 });
    expect(await store.load('phone')).toEqual({ shortTerm: '', longTerm: '' });
    expect(store.devices).toBe(0);
  });

  it('returns the memory that was saved last for each device', async () => {
    const store = new InProcessStore({ maxDevices: 2, maxBytes: 1_000 });
    await store.save('phone', memory(1));
    await store.save('__proto__', memory(2));
    await store.save('phone', memory(3));
    expect(await store.load('phone')).toEqual(memory(3));
    expect(await store.load('__proto__')).toEqual(memory(2));
  });

  it('evicts the device that was unused the longest, by number and by bytes', async () => {
    const store = new InProcessStore({ maxDevices: 2, maxBytes: 200 });
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
