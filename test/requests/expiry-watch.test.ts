import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Expiring, ExpiryWatch } from '../../src/main/grpc/expiry-watch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const CHECK_MS = 50;

/** Makes an item that ends after `ms`; `ended` lists the times at which items have ended. */
function items() {
  const ended: string[] = [];
  const item = (name: string, ms: number): Expiring & { expiresAtMs: number } => ({
    expiresAtMs: performance.now() + ms,
    expire: () => void ended.push(name),
  });
  return { ended, item };
}

describe('ExpiryWatch', () => {
  it('ends each item once, when its time has come', () => {
    const watch = new ExpiryWatch();
    const { ended, item } = items();
    for (const [name, ms] of [['late', 500] as const, ['early', 100] as const]) watch.add(item(name, ms));
    vi.advanceTimersByTime(99);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(1 + CHECK_MS);
    expect(ended).toEqual(['early']);
    vi.advanceTimersByTime(5_000);
    expect(ended).toEqual(['early', 'late']);
  });

  it('follows a time that moves later, and forgets what was removed', () => {
    const watch = new ExpiryWatch();
    const { ended, item } = items();
    const [moved, removed] = [item('moved', 100), item('removed', 100)];
    watch.add(moved);
    watch.add(removed);
    moved.expiresAtMs += 1_000;
    watch.remove(removed);
    watch.remove(removed);
    vi.advanceTimersByTime(1_000);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(100 + CHECK_MS);
    expect(ended).toEqual(['moved']);
  });

  it('ends the other items although one of them fails or removes another', () => {
    const watch = new ExpiryWatch();
    const { ended, item } = items();
    const [removed, last] = [item('removed', 10), item('last', 10)];
    watch.add({
      expiresAtMs: 0,
      expire: () => {
        watch.remove(removed);
        throw new Error('it fails');
      },
    });
    watch.add(removed);
    watch.add(last);
    expect(() => vi.advanceTimersByTime(CHECK_MS)).toThrow('it fails');
    vi.advanceTimersByTime(CHECK_MS);
    expect(ended).toEqual(['last']);
  });

  it('has a timer only while it watches something, and starts it again', () => {
    const watch = new ExpiryWatch();
    const { ended, item } = items();
    for (const name of ['first', 'second']) {
      watch.add(item(name, 10));
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(2 * CHECK_MS);
      expect(ended.at(-1)).toBe(name);
      expect(vi.getTimerCount()).toBe(0);
    }
  });
});
