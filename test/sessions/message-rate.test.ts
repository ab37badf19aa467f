import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageRate } from '../../src/main/sessions/message-rate.js';

/** Returns a `MessageRate` with a clock that the test sets. */
function rateOf(limit: number | (() => number)): { rate: MessageRate; at: (ms: number, device?: string) => boolean } {
  let now = 0;
  const rate = new MessageRate(typeof limit === 'number' ? () => limit : limit, () => now);
  const at = (ms: number, device = 'phone'): boolean => {
    now = ms;
    return rate.allows(device);
  };
  return { rate, at };
}

describe('MessageRate', () => {
  it('refuses the sixth request within a second at a limit of five', () => {
    const { at } = rateOf(5);
    expect([0, 1, 2, 3, 4].map((ms) => at(ms))).toEqual([true, true, true, true, true]);
    expect(at(999)).toBe(false);
  });

  it('admits the next request a second after the fifth last', () => {
    const { at } = rateOf(5);
    for (const ms of [0, 200, 400, 600, 800]) expect(at(ms)).toBe(true);
    expect(at(1_000)).toBe(true);
    expect(at(1_199)).toBe(false);
  });

  it('has a sliding window, so a burst across the edge of a second is refused', () => {
    const { at } = rateOf(5);
    for (const ms of [990, 992, 994, 996, 998]) expect(at(ms)).toBe(true);
    for (const ms of [1_000, 1_500, 1_989]) expect(at(ms)).toBe(false);
  });

  it('counts refused requests, because they were sent', () => {
    const { at } = rateOf(2);
    expect([0, 100, 600, 1_099].map((ms) => at(ms))).toEqual([true, true, false, false]);
    expect(at(1_700)).toBe(true);
  });

  it('counts each device separately', () => {
    const { at } = rateOf(1);
    expect(at(0, 'phone')).toBe(true);
    expect(at(1, 'phone')).toBe(false);
    expect(at(2, 'laptop')).toBe(true);
    expect(at(3, '__proto__')).toBe(true);
    expect(at(4, '__proto__')).toBe(false);
  });

  it('forgets devices that have been silent for a second', () => {
    const { rate, at } = rateOf(5);
    for (let n = 0; n < 1_000; n++) at(n, `device ${n}`);
    expect(rate.devices).toBe(1_000);
    at(1_500, 'phone');
    expect(rate.devices).toBe(500);
    at(9_000, 'phone');
    expect(rate.devices).toBe(1);
  });

  it('is off at zero, and remembers no device', () => {
    const { rate, at } = rateOf(0);
    for (let n = 0; n < 100; n++) expect(at(0)).toBe(true);
    expect(rate.devices).toBe(0);
  });

  it('applies a lower limit at once, and counts earlier requests', () => {
    let limit = 5;
    const { at } = rateOf(() => limit);
    for (const ms of [0, 100, 200, 300]) expect(at(ms)).toBe(true);
    limit = 2;
    expect(at(400)).toBe(false);
    expect(at(1_299)).toBe(false);
    expect(at(1_400)).toBe(true);
  });

  it('applies a higher limit at once', () => {
    let limit = 1;
    const { at } = rateOf(() => limit);
    expect([at(0), at(100)]).toEqual([true, false]);
    limit = 3;
    expect([at(200), at(300), at(400)]).toEqual([true, true, false]);
  });

  it('forgets all devices when it is switched off, and starts anew when it is on again', () => {
    let limit = 1;
    const { rate, at } = rateOf(() => limit);
    expect([at(0), at(100)]).toEqual([true, false]);
    limit = 0;
    expect(at(200)).toBe(true);
    expect(rate.devices).toBe(0);
    limit = 1;
    expect([at(300), at(400)]).toEqual([true, false]);
  });

  it('admits exactly the requests that a list of all arrivals would', () => {
    const gaps = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.constantFrom('phone', 'laptop')), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), gaps, (limit, arrivals) => {
        const { at } = rateOf(limit);
        const sent: { device: string; ms: number }[] = [];
        let now = 0;
        for (const [gap, device] of arrivals) {
          now += gap;
          const within = sent.filter((earlier) => earlier.device === device && now - earlier.ms < 1_000).length;
          expect(at(now, device)).toBe(within < limit);
          sent.push({ device, ms: now });
        }
      }),
    );
  });
});
