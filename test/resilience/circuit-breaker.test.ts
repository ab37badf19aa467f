import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CircuitBreaker } from '../../src/main/resilience/circuit-breaker.js';

/** Creates a breaker with probes that the test settles. */
function breakerWith(failures = 3) {
  const reported: string[] = [];
  const probes: { signal: AbortSignal; passProbe: () => void; failProbe: (cause: Error) => void }[] = [];
  const breaker = new CircuitBreaker({
    failures,
    cooldownMs: 1_000,
    probe: (signal) => new Promise((passProbe, failProbe) => void probes.push({ signal, passProbe, failProbe })),
    onChange: (state) => reported.push(state),
  });
  const fail = (times: number): void => {
    for (let n = 0; n < times; n++) breaker.failed('timeout');
  };
  return { breaker, reported, probes, fail };
}
const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('CircuitBreaker', () => {
  it('opens after the given number of failures in a row, and reports it once', () => {
    const { breaker, reported, fail } = breakerWith();
    fail(2);
    breaker.succeeded();
    fail(2);
    expect(breaker.isOpen).toBe(false);
    fail(5);
    expect(breaker.isOpen).toBe(true);
    expect(reported).toEqual(['open']);
    breaker.close();
  });

  it('opens at once on request', () => {
    const { breaker, reported } = breakerWith();
    breaker.open('refused');
    breaker.open('refused');
    expect(breaker.isOpen).toBe(true);
    expect(reported).toEqual(['open']);
    breaker.close();
  });

  it('is closed by a successful probe and by nothing else', async () => {
    const { breaker, reported, probes, fail } = breakerWith();
    fail(3);
    breaker.succeeded();
    await advance(999);
    expect(probes).toHaveLength(0);
    await advance(1);
    expect(probes).toHaveLength(1);
    breaker.succeeded();
    breaker.failed('timeout');
    expect(breaker.isOpen).toBe(true);
    probes[0]?.passProbe();
    await advance(0);
    expect(breaker.isOpen).toBe(false);
    expect(reported).toEqual(['open', 'closed']);
    fail(2);
    expect(breaker.isOpen).toBe(false);
    fail(1);
    expect(breaker.isOpen).toBe(true);
    breaker.close();
  });

  it('probes repeatedly, one probe at a time, until one succeeds', async () => {
    const { breaker, reported, probes, fail } = breakerWith();
    fail(3);
    for (let n = 0; n < 3; n++) {
      await advance(1_000);
      expect(probes).toHaveLength(n + 1);
      await advance(5_000);
      expect(probes).toHaveLength(n + 1);
      probes[n]?.failProbe(new Error('not passProbe'));
      await advance(0);
      expect(breaker.isOpen).toBe(true);
    }
    await advance(1_000);
    probes[3]?.passProbe();
    await advance(0);
    expect(reported).toEqual(['open', 'closed']);
  });

  it('does nothing after it was stopped', async () => {
    const { breaker, reported, probes, fail } = breakerWith();
    fail(3);
    breaker.close();
    breaker.close();
    await advance(10_000);
    expect(probes).toHaveLength(0);
    fail(3);
    breaker.open('refused');
    expect(breaker.isOpen).toBe(false);
    expect(reported).toEqual(['open']);
  });

  it('aborts its probe when it is stopped, and ignores the result', async () => {
    const { breaker, reported, probes, fail } = breakerWith();
    fail(3);
    await advance(1_000);
    expect(probes[0]?.signal.aborted).toBe(false);
    breaker.close();
    expect(probes[0]?.signal.aborted).toBe(true);
    probes[0]?.passProbe();
    await advance(10_000);
    expect(reported).toEqual(['open']);
  });
});
