import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionHistory, type SessionHistoryOptions } from '../../src/main/memory/session-history.js';
import { estimateTokens } from '../../src/main/memory/token-estimate.js';

const LARGE: SessionHistoryOptions = { maxTokens: 1_000, maxSessions: 100, maxBytes: 1_000_000, idleMs: 1_000 };

/** Creates a history with a clock that the test sets. */
function historyOf(options: Partial<SessionHistoryOptions> = {}): {
  history: SessionHistory;
  at: (ms: number) => void;
} {
  let now = 0;
  const history = new SessionHistory({ ...LARGE, ...options }, () => now);
  return { history, at: (ms) => void (now = ms) };
}

const turn = (text: string): { prompt: string; answer: string } => ({ prompt: `${text}?`, answer: `${text}!` });

describe('SessionHistory', () => {
  it('is empty at first', () => {
    const { history } = historyOf();
    expect(history.turns('phone', 's')).toEqual([]);
    expect(history.sessions).toBe(0);
  });

  it('returns the turns of a session, oldest first', () => {
    const { history } = historyOf();
    for (const text of ['one', 'two', 'three']) history.add('phone', 's', turn(text));
    expect(history.turns('phone', 's')).toEqual([turn('one'), turn('two'), turn('three')]);
  });

  it('separates devices: another device with the same session id sees nothing of the session', () => {
    const { history } = historyOf();
    history.add('phone', 's', turn('mine'));
    history.add('laptop', 's', turn('yours'));
    history.add('phone","s', 's', turn('crafted'));
    expect(history.turns('phone', 's')).toEqual([turn('mine')]);
    expect(history.turns('laptop', 's')).toEqual([turn('yours')]);
    expect(history.turns('phone', 's","s')).toEqual([]);
  });

  it('stores no secret', () => {
    const { history } = historyOf();
    const kept = history.add('phone', 's', { prompt: 'my PIN is 1234', answer: 'So your PIN is 1234.' });
    expect(kept).toEqual({ prompt: 'my PIN is [PIN removed]', answer: 'So your PIN is [PIN removed].' });
    expect(history.turns('phone', 's')).toEqual([kept]);
  });

  it('stays within its tokens: old turns are dropped, and a long turn loses its start', () => {
    const { history } = historyOf({ maxTokens: 6 });
    history.add('phone', 's', turn('one'));
    history.add('phone', 's', turn('two'));
    history.add('phone', 's', turn('six'));
    history.add('phone', 's', turn('ten'));
    expect(history.turns('phone', 's')).toEqual([turn('two'), turn('six'), turn('ten')]);
    history.add('phone', 's', { prompt: 'x'.repeat(100), answer: 'the answer' });
    expect(history.turns('phone', 's')).toEqual([{ prompt: 'x'.repeat(12), answer: 'the answer' }]);
  });

  it('forgets a session after it was idle, and not before', () => {
    const { history, at } = historyOf();
    history.add('phone', 's', turn('one'));
    at(600);
    history.add('phone', 't', turn('two'));
    at(999);
    expect(history.turns('phone', 's')).toHaveLength(1);
    at(1_600);
    expect(history.turns('phone', 't')).toEqual([]);
    expect(history.turns('phone', 's')).toHaveLength(1);
    at(9_999);
    history.add('phone', 'u', turn('three'));
    expect(history.sessions).toBe(1);
  });

  it('evicts the session that was unused the longest when there are too many', () => {
    const { history } = historyOf({ maxSessions: 2 });
    history.add('phone', 'a', turn('one'));
    history.add('phone', 'b', turn('two'));
    history.turns('phone', 'a');
    history.add('phone', 'c', turn('three'));
    expect(['a', 'b', 'c'].map((id) => history.turns('phone', id).length)).toEqual([1, 0, 1]);
  });

  it('stays within all limits at any time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', 'ж', '你', '🙂'), maxLength: 60 });
    const said = fc.record({ device: fc.nat({ max: 2 }), session: fc.nat({ max: 3 }), prompt: text, answer: text });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (turns) => {
        const { history } = historyOf({ maxTokens: 30, maxSessions: 4, maxBytes: 400 });
        for (const { device, session, ...past } of turns) {
          history.add(`d${device}`, `s${session}`, past);
          expect(history.sessions).toBeLessThanOrEqual(4);
          expect(history.byteLength).toBeLessThanOrEqual(400);
          const kept = history.turns(`d${device}`, `s${session}`);
          const tokens = kept.reduce((sum, { prompt, answer }) => sum + estimateTokens(prompt + answer), 0);
          expect(tokens).toBeLessThanOrEqual(30);
        }
      }),
    );
  });
});
