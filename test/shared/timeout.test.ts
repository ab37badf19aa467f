import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settledWithin } from '../../src/shared/timeout.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new Promise<never>(() => {});
const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('settledWithin', () => {
  const { signal } = new AbortController();
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    expect(listenersOf(signal)).toBe(0);
  });

  it('tells that work was in time', async () => {
    expect(await settledWithin(100, Promise.resolve('done'), signal)).toBe(true);
  });

  it('tells that the timeout came first, and ignores a late error', async () => {
    let fail: (cause: Error) => void = () => {};
    const work = new Promise((_, reject) => {
      fail = reject;
    });
    const waiting = settledWithin(100, work, signal);
    await vi.advanceTimersByTimeAsync(100);
    expect(await waiting).toBe(false);
    fail(new Error('late'));
    await vi.advanceTimersByTimeAsync(1);
  });

  it('throws the error of the work', async () => {
    await expect(settledWithin(100, Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  });

  it('throws the reason of a signal that fires, or has fired before', async () => {
    const controller = new AbortController();
    const waiting = settledWithin(100, never, controller.signal);
    controller.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await expect(settledWithin(100, never, controller.signal)).rejects.toThrow('stopped');
    expect(listenersOf(controller.signal)).toBe(0);
  });
});
