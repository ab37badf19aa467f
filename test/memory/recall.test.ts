import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER, rounds } from '../turn/fakes.js';
import { gate, memoryOf, recall, remember } from './memory-fixture.js';

afterEach(() => void vi.useRealTimers());

describe('DeviceTurnMemory.recall', () => {
  it('returns nothing for a new device', async () => {
    const { memory, eventLog } = memoryOf();
    expect(await recall(memory, 'phone')).toEqual({ shortTerm: '', longTerm: '', history: [] });
    expect(eventLog).toEqual([]);
  });

  it('returns the notes and the turns of the device, of all its sessions, as far as they were heard', async () => {
    const { memory, store } = memoryOf();
    store.kept.set('phone', { shortTerm: 'Cooks.', longTerm: 'Ann.' });
    remember(memory, 'phone', 'One?', { answer: 'One.' });
    remember(memory, 'phone', 'Two?', { answer: 'Tw', isCancelled: true });
    remember(memory, 'phone', 'Three?', { answer: '', isCancelled: true });
    remember(memory, 'phone', 'Else?', { sessionId: 't' });
    remember(memory, 'laptop', 'Not mine?');
    expect(await recall(memory, 'phone')).toEqual({
      shortTerm: 'Cooks.',
      longTerm: 'Ann.',
      history: [
        { prompt: 'One?', answer: 'One.' },
        { prompt: 'Two?', answer: 'Tw' },
        { prompt: 'Else?', answer: 'Well.' },
      ],
    });
  });

  it('returns the answer that still plays as far as it was heard, at once, and in the order of the prompts', async () => {
    const { memory } = memoryOf();
    remember(memory, 'phone', 'One?');
    const long = memory.ask({ hardwareId: 'phone', sessionId: 't', prompt: 'Two?', heard: () => 'It began' });
    long.end('It began long ago.', performance.now() + 60_000);
    const { history } = await recall(memory, 'phone');
    expect(history).toEqual([
      { prompt: 'One?', answer: 'Well.' },
      { prompt: 'Two?', answer: 'It began' },
    ]);
  });

  it('returns a turn that runs beside it as far as it was heard, and later its whole answer in the same place', async () => {
    const { memory } = memoryOf();
    let heard = '';
    const slow = memory.ask({ hardwareId: 'phone', sessionId: 'slow', prompt: 'One?', heard: () => heard });
    const quick = memory.ask({ hardwareId: 'phone', sessionId: 'quick', prompt: 'Two?', heard: () => '' });
    expect((await quick.recall(NEVER)).history).toEqual([]);
    quick.end('Two.', 0);
    heard = 'One, my PIN is 1234';
    const two = { prompt: 'Two?', answer: 'Two.' };
    expect((await recall(memory, 'phone')).history).toEqual([
      { prompt: 'One?', answer: 'One, my PIN is [PIN removed]' },
      two,
    ]);
    slow.end('One and a half.', 0);
    expect((await recall(memory, 'phone')).history).toEqual([{ prompt: 'One?', answer: 'One and a half.' }, two]);
  });

  it('does not stop the answers of another device', async () => {
    const { memory, eventLog } = memoryOf();
    const long = memory.ask({ hardwareId: 'phone', sessionId: 's', prompt: 'One?', heard: () => 'It' });
    long.end('It plays.', performance.now() + 60_000);
    expect((await recall(memory, 'laptop')).history).toEqual([]);
    memory.interrupted('laptop');
    expect(memory.rewriteCount).toBe(0);
    memory.interrupted('phone', 's');
    expect(memory.rewriteCount).toBe(1);
    await memory.close(0);
    expect(eventLog).toContain('phone failed');
  });

  it('returns no secret of a turn', async () => {
    const { memory } = memoryOf();
    remember(memory, 'phone', 'my password is hunter2', { answer: 'I will forget hunter2: password: hunter2' });
    const { history } = await recall(memory, 'phone');
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
    expect(await recall(memory, 'phone')).toEqual(NOTHING_LASTING);
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
  ])('returns only the turns of the device when the store %s', async (_situation, before) => {
    const { memory, store, eventLog } = memoryOf();
    remember(memory, 'phone', 'One?', { answer: 'One.' });
    await rounds(6);
    store.before = before;
    const history = [{ prompt: 'One?', answer: 'One.' }];
    expect(await recall(memory, 'phone')).toEqual({ ...NOTHING_LASTING, history });
    expect(eventLog).toContain('recall of phone failed');
  });

  it('rejects with the reason of the turn as soon as the turn ends', async () => {
    const { memory, store, eventLog } = memoryOf();
    store.before = () => new Promise(() => {});
    const turn = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    const recalled = recall(memory, 'phone', turn.signal);
    turn.abort(reason);
    await expect(recalled).rejects.toBe(reason);
    await expect(recall(memory, 'phone', turn.signal)).rejects.toBe(reason);
    expect(eventLog).toEqual([]);
  });

  it('leaves no timer and no listener behind', async () => {
    const { memory, store } = memoryOf();
    const turn = new AbortController();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let n = 0; n < 20; n++) await recall(memory, 'phone', turn.signal);
    store.before = async () => Promise.reject(new Error('down'));
    await recall(memory, 'phone', turn.signal);
    expect(getEventListeners(turn.signal, 'abort')).toEqual([]);
    store.before = () => new Promise(() => {});
    const recalled = recall(memory, 'phone', turn.signal);
    turn.abort(new NexyError('timeout'));
    await expect(recalled).rejects.toMatchObject({ type: 'timeout' });
    expect(getEventListeners(turn.signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
