import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Deadline, parseTimeout } from '../../src/main/grpc/deadline.js';

const DAY_MS = 86_400_000;

describe('parseTimeout', () => {
  it.each([
    ['1n', 1e-6],
    ['99999999n', 99.999999],
    ['250u', 0.25],
    ['99999999u', 99_999.999],
    ['0m', 0],
    ['1m', 1],
    ['00000150m', 150],
    ['99999999m', 99_999_999],
    ['30S', 30_000],
    ['2592000S', 30 * DAY_MS],
    ['4233600S', 49 * DAY_MS],
    ['43200M', 30 * DAY_MS],
    ['720H', 30 * DAY_MS],
    ['99999999H', 99_999_999 * 3_600_000],
  ])('converts %s to ms', (header, timeoutMs) => {
    expect(parseTimeout(header)).toBeCloseTo(timeoutMs, 6);
  });

  it.each([
    '',
    '1',
    'm',
    '1 m',
    ' 1m',
    '1m ',
    '-1m',
    '+1m',
    '1.5S',
    '1e3m',
    '123456789m',
    '1s',
    '1h',
    '1mm',
    '1m1S',
    '1m, 1m',
    '٣m',
    'NaNm',
    '\u00001m',
  ])('refuses %j', (header) => {
    expect(parseTimeout(header)).toBeUndefined();
  });

  it('reads every number of up to eight digits in every unit, and no other text', () => {
    const units = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };
    fc.assert(
      fc.property(
        fc.nat({ max: 99_999_999 }),
        fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
        (count, unit) => {
          expect(parseTimeout(`${count}${unit}`)).toBe(count * units[unit]);
        },
      ),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        if (!/^\d{1,8}[HMSmun]$/.test(text)) expect(parseTimeout(text)).toBeUndefined();
      }),
    );
  });
});

describe('Deadline', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it.each([1, 150, 10_000, 25 * DAY_MS, 49 * DAY_MS, 100 * DAY_MS])(
    'passes once, after %d ms and not before',
    (timeoutMs) => {
      const expire = vi.fn();
      new Deadline(timeoutMs).onPassed(expire);
      vi.advanceTimersByTime(timeoutMs - 1);
      expect(expire).not.toHaveBeenCalled();
      vi.advanceTimersByTime(2);
      expect(expire).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(timeoutMs);
      expect(expire).toHaveBeenCalledTimes(1);
    },
  );

  it('calls `expire` at once when it has passed already', () => {
    const expire = vi.fn();
    new Deadline(0).onPassed(expire);
    expect(expire).toHaveBeenCalledTimes(1);
  });

  it('can be cancelled, even while its second timer runs', () => {
    const expire = vi.fn();
    const stop = new Deadline(60 * DAY_MS).onPassed(expire);
    vi.advanceTimersByTime(30 * DAY_MS);
    stop();
    vi.advanceTimersByTime(60 * DAY_MS);
    expect(expire).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never passes with an infinite timeout, and holds no timer', () => {
    const deadline = new Deadline(Number.POSITIVE_INFINITY);
    deadline.onPassed(() => expect.unreachable());
    expect(vi.getTimerCount()).toBe(0);
    expect(deadline.explainsCancel).toBe(false);
  });

  it('explains a cancel that comes shortly before it or later, and no earlier cancel', () => {
    const deadline = new Deadline(10_000);
    vi.advanceTimersByTime(9_700);
    expect(deadline.explainsCancel).toBe(false);
    vi.advanceTimersByTime(150);
    expect(deadline.explainsCancel).toBe(true);
    vi.advanceTimersByTime(10_000);
    expect(deadline.explainsCancel).toBe(true);
  });
});
