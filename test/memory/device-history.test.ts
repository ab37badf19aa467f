import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeviceHistory, type DeviceHistoryOptions } from '../../src/main/memory/device-history.js';
import type { HeardTurn } from '../../src/main/memory/open-turns.js';
import { estimateTokens } from '../../src/main/memory/token-estimate.js';
import type { PastTurn } from '../../src/main/turn/services.js';

const LARGE: DeviceHistoryOptions = { maxTokens: 1_000, maxDevices: 100, maxBytes: 1_000_000, idleMs: 1_000 };

/** Creates a history with a clock that the test sets. */
function historyOf(options: Partial<DeviceHistoryOptions> = {}): {
  history: DeviceHistory;
  at: (ms: number) => void;
} {
  let now = 0;
  const history = new DeviceHistory({ ...LARGE, ...options }, () => now);
  return { history, at: (ms) => void (now = ms) };
}

const turn = (text: string): PastTurn => ({ prompt: `${text}?`, answer: `${text}!` });

let asked = 0;
/** Returns a turn that was heard, asked after all turns before. */
const heardTurn = (hardwareId: string, { prompt, answer }: PastTurn, order = asked++): HeardTurn => ({
  ...{ hardwareId, prompt, answer, order },
  interrupted: false,
});

describe('DeviceHistory', () => {
  it('is empty at first', () => {
    const { history } = historyOf();
    expect(history.turns('phone')).toEqual([]);
    expect(history.devices).toBe(0);
  });

  it('returns the turns of a device in the order in which they were asked', () => {
    const { history } = historyOf();
    const [one, two, three] = ['one', 'two', 'three'].map((text) => heardTurn('phone', turn(text)));
    for (const heard of [two!, three!, one!]) history.add(heard);
    expect(history.turns('phone')).toEqual([turn('one'), turn('two'), turn('three')]);
  });

  it('has running turns in their place, without keeping them', () => {
    const { history } = historyOf();
    const running = heardTurn('phone', turn('one'));
    history.add(heardTurn('phone', turn('two')));
    expect(history.turns('phone', [running])).toEqual([turn('one'), turn('two')]);
    expect(history.turns('phone')).toEqual([turn('two')]);
  });

  it('has only the newest running turns that fit its tokens', () => {
    const { history } = historyOf({ maxTokens: 6 });
    history.add(heardTurn('phone', turn('old')));
    const running = ['one', 'two', 'six', 'ten'].map((text) => heardTurn('phone', turn(text)));
    expect(history.turns('phone', running)).toEqual([turn('two'), turn('six'), turn('ten')]);
    const long = heardTurn('phone', { prompt: `my PIN is ${'9'.repeat(100)}`, answer: 'the answer' });
    expect(history.turns('phone', [...running, long])).toEqual([{ prompt: expect.any(String), answer: 'the answer' }]);
  });

  it('has no turn of another device', () => {
    const { history } = historyOf();
    history.add(heardTurn('phone', turn('mine')));
    history.add(heardTurn('laptop', turn('yours')));
    expect(history.turns('phone')).toEqual([turn('mine')]);
    expect(history.turns('laptop')).toEqual([turn('yours')]);
    expect(history.turns('')).toEqual([]);
  });

  it('stores no secret', () => {
    const { history } = historyOf();
    const secret = { prompt: 'my PIN is 1234', answer: 'So your PIN is 1234.' };
    const kept = { prompt: 'my PIN is [PIN removed]', answer: 'So your PIN is [PIN removed].' };
    expect(history.add(heardTurn('phone', secret))).toMatchObject(kept);
    expect(history.turns('phone')).toEqual([kept]);
    expect(history.turns('laptop', [heardTurn('laptop', secret)])).toEqual([kept]);
  });

  it('stays within its tokens: old turns are dropped, and a long turn loses its start', () => {
    const { history } = historyOf({ maxTokens: 6 });
    for (const text of ['one', 'two', 'six', 'ten']) history.add(heardTurn('phone', turn(text)));
    expect(history.turns('phone')).toEqual([turn('two'), turn('six'), turn('ten')]);
    history.add(heardTurn('phone', { prompt: 'x'.repeat(100), answer: 'the answer' }));
    expect(history.turns('phone')).toEqual([{ prompt: 'x'.repeat(12), answer: 'the answer' }]);
  });

  it('forgets each turn after a time, and not before, and devices without turns', () => {
    const { history, at } = historyOf();
    history.add(heardTurn('phone', turn('one')));
    at(600);
    history.add(heardTurn('phone', turn('two')));
    history.add(heardTurn('laptop', turn('three')));
    at(999);
    expect(history.turns('phone')).toHaveLength(2);
    at(1_000);
    expect(history.turns('phone')).toEqual([turn('two')]);
    at(1_600);
    history.add(heardTurn('phone', turn('four')));
    expect(history.turns('phone')).toEqual([turn('four')]);
    expect(history.devices).toBe(1);
  });

  it('evicts the device with the oldest turns when there are too many', () => {
    const { history } = historyOf({ maxDevices: 2 });
    for (const device of ['a', 'b', 'a', 'c']) history.add(heardTurn(device, turn(device)));
    expect(['a', 'b', 'c'].map((device) => history.turns(device).length)).toEqual([2, 0, 1]);
  });

  it('stays within all limits at any time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'ж', '你', '🙂'), maxLength: 60 });
    const said = fc.record({ device: fc.nat({ max: 6 }), order: fc.nat(), prompt: text, answer: text });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (turns) => {
        const { history } = historyOf({ maxTokens: 30, maxDevices: 4, maxBytes: 400 });
        for (const { device, order, ...past } of turns) {
          history.add(heardTurn(`d${device}`, past, order));
          expect(history.devices).toBeLessThanOrEqual(4);
          expect(history.byteLength).toBeLessThanOrEqual(400);
          const kept = history.turns(`d${device}`);
          const tokens = kept.reduce((sum, { prompt, answer }) => sum + estimateTokens(prompt + answer), 0);
          expect(tokens).toBeLessThanOrEqual(30);
        }
      }),
    );
  });
});
