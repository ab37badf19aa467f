import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CircuitBreaker } from '../../src/main/resilience/circuit-breaker.js';

/** A breaker whose probes are settled by hand. */
function breakerWith(failures = 3) {
  const told: string[] = [];
  const probes: { signal: AbortSignal; well: () => void; unwell: (cause: Error) => void }[] = [];
  const breaker = new CircuitBreaker({
    failures,
    cooldownMs: 1_000,
    probe: (signal) => new Promise((well, unwell) => void probes.push({ signal, well, unwell })),
    onChange: (state) => told.push(state),
  });
  const fail = (times: number): void => {
    for (let n = 0; n < times; n++) breaker.failed();
  };
  return { breaker, told, probes, fail };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a circuit breaker', () => {
  it('opens after so many failures in a row, and tells once', () => {
    const { breaker, told, fail } = breakerWith();
    fail(2);
    breaker.succeeded();
    fail(2);
    expect(breaker.isOpen).toBe(false);
    fail(5);
    expect(breaker.isOpen).toBe(true);
    expect(told).toEqual(['open']);
    breaker.close();
  });

  it('opens at once when it is told to', () => {
    const { breaker, told } = breakerWith();
    breaker.open();
    breaker.open();
    expect(breaker.isOpen).toBe(true);
    expect(told).toEqual(['open']);
    breaker.close();
  });

  it('is closed by a probe that goes well, and by nothing else', async () => {
    const { breaker, told, probes, fail } = breakerWith();
    fail(3);
    breaker.succeeded();
    await pass(999);
    expect(probes).toHaveLength(0);
    await pass(1);
    expect(probes).toHaveLength(1);
    breaker.succeeded();
    breaker.failed();
    expect(breaker.isOpen).toBe(true);
    probes[0]?.well();
    await pass(0);
    expect(breaker.isOpen).toBe(false);
    expect(told).toEqual(['open', 'closed']);
    fail(2);
    expect(breaker.isOpen).toBe(false);
    fail(1);
    expect(breaker.isOpen).toBe(true);
    breaker.close();
  });

  it('probes again and again, one at a time, until one goes well', async () => {
    const { breaker, told, probes, fail } = breakerWith();
    fail(3);
    for (let n = 0; n < 3; n++) {
      await pass(1_000);
      expect(probes).toHaveLength(n + 1);
      await pass(5_000);
      expect(probes).toHaveLength(n + 1);
      probes[n]?.unwell(new Error('not well'));
      await pass(0);
      expect(breaker.isOpen).toBe(true);
    }
    await pass(1_000);
    probes[3]?.well();
    await pass(0);
    expect(told).toEqual(['open', 'closed']);
  });

  it('that is stopped does nothing any more', async () => {
    const { breaker, told, probes, fail } = breakerWith();
    fail(3);
    breaker.close();
    breaker.close();
    await pass(10_000);
    expect(probes).toHaveLength(0);
    fail(3);
    breaker.open();
    expect(breaker.isOpen).toBe(false);
    expect(told).toEqual(['open']);
  });

  it('that is stopped stops its probe, and does not hear what came of it', async () => {
    const { breaker, told, probes, fail } = breakerWith();
    fail(3);
    await pass(1_000);
    expect(probes[0]?.signal.aborted).toBe(false);
    breaker.close();
    expect(probes[0]?.signal.aborted).toBe(true);
    probes[0]?.well();
    await pass(10_000);
    expect(told).toEqual(['open']);
  });
});
