import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER, rounds } from '../turn/fakes.js';
import { endedTurn, gate, memoryOf } from './memory-fixture.js';

afterEach(() => void vi.useRealTimers());

describe('DeviceTurnMemory.recall', () => {
  it('returns nothing for a new device', async () => {
    const { memory, eventLog } = memoryOf();
    expect(await memory.recall('phone', 's', NEVER)).toEqual({ shortTerm: '', longTerm: '', history: [] });
    expect(eventLog).toEqual([]);
  });

  it('returns the stored memory of the device, and the turns of the session as far as they were spoken', async () => {
    const { memory, store } = memoryOf();
    store.kept.set('phone', { shortTerm: 'Cooks.', longTerm: 'Ann.' });
    memory.remember(endedTurn('phone', 'One?', { heardAnswer: 'One.' }));
    memory.remember(endedTurn('phone', 'Two?', { heardAnswer: 'Tw', stillPlaying: undefined }));
    memory.remember(endedTurn('phone', 'Three?', { heardAnswer: '', stillPlaying: undefined }));
    memory.remember(endedTurn('phone', 'Else?', { sessionId: 't' }));
    memory.remember(endedTurn('laptop', 'Not mine?'));
    expect(await memory.recall('phone', 's', NEVER)).toEqual({
      shortTerm: 'Cooks.',
      longTerm: 'Ann.',
      history: [
        { prompt: 'One?', answer: 'One.' },
        { prompt: 'Two?', answer: 'Tw' },
        { prompt: 'Three?', answer: '' },
      ],
    });
  });

  it('returns no secret of a turn', async () => {
    const { memory } = memoryOf();
    memory.remember(
      endedTurn('phone', 'my password is hunter2', { heardAnswer: 'I will forget hunter2: password: hunter2' }),
    );
    const { history } = await memory.recall('phone', 's', NEVER);
    expect(history[0]).toMatchObject({ prompt: 'my password is [password removed]' });
    expect(history[0]!.answer).toContain('password: [password removed]');
  });
});

const NOTHING_LASTING = { shortTerm: '', longTerm: '', history: [] };

describe('DeviceTurnMemory.recall with a slow or failing store', () => {
  it('times out, and ignores a later result', async () => {
    const { memory, store, eventLog } = memoryOf({ recallTimeoutMs: 1 });
    const { passed, fail } = gate<void>();
    store.before = () => passed;
    expect(await memory.recall('phone', 's', NEVER)).toEqual(NOTHING_LASTING);
    fail(new Error('too late, too'));
    await rounds(6);
    expect(eventLog).toEqual(['recall of phone late']);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('down'))],
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
  ])('returns only the history of the session when the store %s', async (_situation, before) => {
    const { memory, store, eventLog } = memoryOf();
    memory.remember(endedTurn('phone', 'One?', { heardAnswer: 'One.' }));
    await rounds(6);
    store.before = before;
    const history = [{ prompt: 'One?', answer: 'One.' }];
    expect(await memory.recall('phone', 's', NEVER)).toEqual({ ...NOTHING_LASTING, history });
    expect(eventLog).toContain('recall of phone failed');
  });

  it('rejects with the reason of the turn as soon as the turn ends', async () => {
    const { memory, store, eventLog } = memoryOf();
    store.before = () => new Promise(() => {});
    const turn = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    const recalled = memory.recall('phone', 's', turn.signal);
    turn.abort(reason);
    await expect(recalled).rejects.toBe(reason);
    await expect(memory.recall('phone', 's', turn.signal)).rejects.toBe(reason);
    expect(eventLog).toEqual([]);
  });

  it('leaves no timer and no listener behind', async () => {
    const { memory, store } = memoryOf();
    const turn = new AbortController();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let n = 0; n < 20; n++) await memory.recall('phone', 's', turn.signal);
    store.before = async () => Promise.reject(new Error('down'));
    await memory.recall('phone', 's', turn.signal);
    expect(getEventListeners(turn.signal, 'abort')).toEqual([]);
    store.before = () => new Promise(() => {});
    const recalled = memory.recall('phone', 's', turn.signal);
    turn.abort(new NexyError('timeout'));
    await expect(recalled).rejects.toMatchObject({ type: 'timeout' });
    expect(getEventListeners(turn.signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
