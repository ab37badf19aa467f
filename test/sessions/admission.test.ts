import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { Admission, type Lease } from '../../src/main/sessions/admission.js';
import { FirstAudioForecast } from '../../src/main/sessions/first-audio-forecast.js';
import { SessionRegistry } from '../../src/main/sessions/session-registry.js';
import { NexyError } from '../../src/shared/errors.js';

interface Limits {
  readonly streams?: number;
  readonly rate?: number;
  readonly disabled?: boolean;
  readonly maxWaitMs?: number;
}

function admissionOf({ streams = 3, rate = 0, disabled = false, maxWaitMs = 0 }: Limits = {}) {
  const { config } = loadConfig({
    env: {},
    overrides: {
      'backpressure.max_concurrent_streams': streams,
      'backpressure.max_message_rate_per_second': rate,
      'backpressure.max_first_audio_wait_ms': maxWaitMs,
      'kill_switches.disable_streaming': disabled,
    },
  });
  const registry = new SessionRegistry();
  const load = { over: false, backlogMs: 0, usualSentenceMs: 0 };
  const forecast = new FirstAudioForecast(() => load);
  const admission = new Admission(
    () => config,
    registry,
    forecast,
    () => load.over,
  );
  return { registry, load, forecast, admission };
}

/** Returns the type of the refusal, or "admitted". */
function outcome(start: () => unknown): string {
  try {
    start();
    return 'admitted';
  } catch (cause) {
    return cause instanceof NexyError ? cause.type : 'not a NexyError';
  }
}

describe('Admission', () => {
  // Every rule refuses at first; each step removes one of the reasons.
  it('refuses in the order draining, kill switch, session, rate, streams, overload', () => {
    const draining = admissionOf({ streams: 1, rate: 1, disabled: true });
    draining.admission.drain();
    expect(outcome(() => draining.admission.admitTurn('phone', 'one'))).toBe('unavailable');

    const { admission, registry, load } = admissionOf({ streams: 1, rate: 1 });
    const { session, lease } = admission.admitTurn('phone', 'one');
    load.over = true;
    const again = (device: string, id: string): string => outcome(() => admission.admitTurn(device, id));
    expect(again('phone', 'one')).toBe('concurrent_request');
    expect(again('phone', 'two')).toBe('rate_limit_exceeded');
    expect(again('laptop', 'two')).toBe('stream_limit_exceeded');
    session.close();
    lease.release();
    expect(again('tablet', 'two')).toBe('overloaded');
    load.over = false;
    expect(again('watch', 'two')).toBe('admitted');
    expect(registry.activeCount).toBe(1);
  });

  it('refuses turns and greetings while the kill switch is on', () => {
    const { admission } = admissionOf({ disabled: true });
    expect(outcome(() => admission.admitTurn('phone', 'one'))).toBe('unavailable');
    expect(outcome(() => admission.admitGreeting())).toBe('unavailable');
  });

  it('counts greetings as streams, but not in the message rate of a device', () => {
    const { admission } = admissionOf({ streams: 2, rate: 1 });
    admission.admitTurn('phone', 'one');
    admission.admitGreeting();
    expect(outcome(() => admission.admitGreeting())).toBe('stream_limit_exceeded');
  });
});

describe('a refused request', () => {
  it('takes no stream and opens no session', () => {
    const { admission, registry, load } = admissionOf({ streams: 1 });
    load.over = true;
    expect(outcome(() => admission.admitTurn('phone', 'one'))).toBe('overloaded');
    expect(admission.streams).toBe(0);
    expect(registry.activeCount).toBe(0);
    expect(registry.isRunning('one')).toBe(false);
    load.over = false;
    expect(outcome(() => admission.admitTurn('phone', 'one'))).toBe('admitted');
  });

  it('counts in the message rate, because it was sent', () => {
    const { admission } = admissionOf({ rate: 2 });
    const { session } = admission.admitTurn('phone', 'one');
    expect(outcome(() => admission.admitTurn('phone', 'one'))).toBe('concurrent_request');
    session.close();
    expect(outcome(() => admission.admitTurn('phone', 'one'))).toBe('rate_limit_exceeded');
  });
});

describe('a lease', () => {
  it('gives its slot back once, even when it is released several times', () => {
    const { admission } = admissionOf();
    const leases = [admission.admitGreeting(), admission.admitGreeting()];
    for (let n = 0; n < 5; n++) leases[0]?.release();
    expect(admission.streams).toBe(1);
    leases[1]?.release();
    leases[1]?.release();
    expect(admission.streams).toBe(0);
  });

  it('never allows more streams than the limit, in any order of admissions and releases', () => {
    const step = fc.oneof(fc.constant('take' as const), fc.nat());
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (streams, steps) => {
        const { admission } = admissionOf({ streams });
        const leases: { lease: Lease; held: boolean }[] = [];
        for (const step of steps) {
          const held = leases.filter((one) => one.held).length;
          if (step === 'take') {
            if (held === streams) expect(outcome(() => admission.admitGreeting())).toBe('stream_limit_exceeded');
            else leases.push({ lease: admission.admitGreeting(), held: true });
          } else {
            const one = leases[step % Math.max(1, leases.length)];
            one?.lease.release();
            if (one) one.held = false;
          }
          expect(admission.streams).toBe(leases.filter((one) => one.held).length);
        }
      }),
    );
  });
});

describe('draining', () => {
  it('refuses new requests and waits for the running ones', async () => {
    const { admission } = admissionOf();
    const leases = [admission.admitTurn('phone', 'one').lease, admission.admitGreeting()];
    admission.drain();
    admission.drain();
    expect(admission.draining).toBe(true);
    expect(outcome(() => admission.admitTurn('phone', 'two'))).toBe('unavailable');
    let idle = 0;
    const waiting = [admission.idle(), admission.idle()].map((settled) => settled.then(() => idle++));
    leases[0]?.release();
    await Promise.resolve();
    expect(idle).toBe(0);
    leases[1]?.release();
    await Promise.all(waiting);
    expect(idle).toBe(2);
  });

  it('ends at once when nothing runs', async () => {
    const { admission } = admissionOf();
    await admission.idle();
    admission.admitGreeting().release();
    await admission.idle();
    expect(admission.streams).toBe(0);
  });
});

describe('a request that would wait too long for its first audio', () => {
  const admit = (admission: Admission, id: string) => admission.admitTurn(`device-${id}`, id);

  it('is refused at once, with a time to retry after', () => {
    const { admission, load, forecast } = admissionOf({ maxWaitMs: 500 });
    load.backlogMs = 501;
    expect(forecast.isOverloaded).toBe(false);
    const refused = (): unknown => admit(admission, 'one');
    expect(refused).toThrow(expect.objectContaining({ type: 'overloaded', retryAfterMs: 501 }));
    expect(forecast.isOverloaded).toBe(true);
    load.backlogMs = 500;
    expect(outcome(refused)).toBe('admitted');
    expect(admission.streams).toBe(1);
  });

  it('is refused with at least the minimum time to retry after', () => {
    const { admission, load } = admissionOf({ maxWaitMs: 1 });
    load.backlogMs = 2;
    expect(() => admit(admission, 'one')).toThrow(expect.objectContaining({ retryAfterMs: 250 }));
  });

  it('waits behind the first sentences of the turns admitted just before', () => {
    const { admission, load } = admissionOf({ streams: 100, maxWaitMs: 100 });
    load.usualSentenceMs = 10;
    const admitted: Lease[] = [];
    for (let n = 0; outcome(() => admitted.push(admit(admission, String(n)).lease)) === 'admitted'; n++);
    // Ten sentences of 10 ms take 100 ms, so the eleventh turn waits as long as the limit allows.
    expect(admitted).toHaveLength(11);
    admitted[0]?.markFirstSentenceQueued();
    admitted[0]?.markFirstSentenceQueued();
    expect(outcome(() => admit(admission, 'next'))).toBe('admitted');
    expect(outcome(() => admit(admission, 'after'))).toBe('overloaded');
    admitted[1]?.release();
    admitted[1]?.release();
    expect(outcome(() => admit(admission, 'after'))).toBe('admitted');
  });

  it('is admitted when the limit is switched off', () => {
    const { admission, load } = admissionOf({ maxWaitMs: 0 });
    load.backlogMs = 1e9;
    expect(outcome(() => admit(admission, 'one'))).toBe('admitted');
  });
});
