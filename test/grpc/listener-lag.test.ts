import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedReadMs, ListenerLag } from '../../src/main/grpc/listener-lag.js';

function lagWithClock() {
  const clock = { nowMs: 0 };
  return { clock, lag: new ListenerLag(() => clock.nowMs) };
}

/**
 * Returns the lag, ms, of a listener that takes `playsMs` of audio every `everyMs`, `times` times, while more always
 * waits.
 */
function lagOf(playsMs: number, everyMs: number, times: number): number {
  const { clock, lag } = lagWithClock();
  lag.startWaiting();
  let lagMs = 0;
  for (let n = 0; n < times; n++) {
    clock.nowMs += everyMs;
    lagMs = lag.recordRead(playsMs, true);
  }
  return lagMs;
}

describe('ListenerLag', () => {
  it.each([
    ['that takes audio as fast as it plays', 340, 340, 0],
    ['that takes audio faster than it plays', 340, 10, 0],
    ['that takes audio at a tenth of its playing speed', 340, 3_400, 100 * 3_060],
    ['that takes audio at nine tenths of its playing speed', 340, 374, 100 * 34],
  ])('returns the lag of a listener %s', (_situation, playsMs, everyMs, expected) => {
    expect(lagOf(playsMs, everyMs, 100)).toBeCloseTo(expected);
  });

  it('does not count while nothing waits for the listener', () => {
    const { clock, lag } = lagWithClock();
    lag.startWaiting();
    clock.nowMs = 100;
    expect(lag.recordRead(50, false)).toBe(50);
    clock.nowMs = 60_000;
    lag.startWaiting();
    clock.nowMs = 60_010;
    expect(lag.recordRead(20, false)).toBe(40);
  });

  it('counts from the time at which the first of several writes began to wait', () => {
    const { clock, lag } = lagWithClock();
    lag.startWaiting();
    clock.nowMs = 1_000;
    lag.startWaiting();
    clock.nowMs = 2_000;
    expect(lag.recordRead(500, true)).toBe(1_500);
  });

  it('is never negative, and never more than the time that passed', () => {
    const steps = fc.array(fc.record({ waitMs: fc.nat({ max: 5_000 }), playsMs: fc.nat({ max: 5_000 }) }));
    fc.assert(
      fc.property(steps, (all) => {
        const { clock, lag } = lagWithClock();
        lag.startWaiting();
        for (const { waitMs, playsMs } of all) {
          clock.nowMs += waitMs;
          const lagMs = lag.recordRead(playsMs, true);
          expect(lagMs).toBeGreaterThanOrEqual(0);
          expect(lagMs).toBeLessThanOrEqual(clock.nowMs);
        }
      }),
    );
  });
});

describe('allowedReadMs', () => {
  it('returns the playing time of audio, and a second for each kilobyte of text', () => {
    expect(allowedReadMs(4_800, 50)).toBe(50);
    expect(allowedReadMs(1_024, 0)).toBe(1_000);
  });
});
