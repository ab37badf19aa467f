import { afterEach, describe, expect, it, vi } from 'vitest';
import { rounds } from '../turn/fakes.js';
import { gate, memoryOf, recall, remember } from './memory-fixture.js';

const SETTLED = 9;

afterEach(() => void vi.useRealTimers());

describe('the rewriting of memory after a turn', () => {
  it('stores the reply of the model and reports its cost', async () => {
    const { memory, store, questions, eventLog } = memoryOf();
    store.kept.set('phone', { shortTerm: 'Cooks.', longTerm: 'Ann.' });
    remember(memory, 'phone', 'I have a cat', { answer: 'Nice', isCancelled: true });
    expect(memory.rewriteCount).toBe(1);
    await rounds(SETTLED);
    expect(questions[0]!.data).toEqual({
      short_term: 'Cooks.',
      long_term: 'Ann.',
      turns: [{ user: 'I have a cat', assistant: 'Nice', interrupted: true }],
    });
    questions[0]!.remembers('Talks of cats.');
    await memory.idle();
    expect(store.kept.get('phone')).toEqual({ shortTerm: 'Talks of cats.', longTerm: 'Ann.' });
    expect(eventLog).toEqual(['phone rewritten, 10+2']);
    expect(memory.rewriteCount).toBe(0);
  });

  it('removes secrets from the prompt, from the reply and from the old memory', async () => {
    const { memory, store, questions } = memoryOf();
    store.kept.set('phone', { shortTerm: 'PIN: 1234', longTerm: 'Ann, password: abc1' });
    remember(memory, 'phone', 'my card is 4111 1111 1111 1111', { answer: 'Is 4111111111111111 your card?' });
    await rounds(SETTLED);
    expect(questions[0]!.prompt).not.toMatch(/1234|abc1|4111/);
    questions[0]!.remembers('Card 4111-1111-1111-1111');
    await memory.idle();
    expect(store.kept.get('phone')).toEqual({
      shortTerm: 'Card [card number removed]',
      longTerm: 'Ann, password: [password removed]',
    });
  });

  it.each([
    ['a reply in another form', 'not_understood'],
    ['a model that fails', 'failed'],
    ['a store that cannot save', 'failed'],
    ['a store that cannot load', 'failed'],
  ])('leaves the memory as it was after %s, and tries again with the next turn', async (what, reason) => {
    const { memory, store, questions, eventLog } = memoryOf();
    const known = { shortTerm: 'Cooks.', longTerm: 'Ann.' };
    store.kept.set('phone', known);
    const down = async (): Promise<void> => Promise.reject(new Error('down'));
    if (what.endsWith('load')) store.before = down;
    remember(memory, 'phone', 'Hello');
    await rounds(SETTLED);
    if (what.endsWith('save')) store.before = down;
    if (what.startsWith('a reply')) questions[0]!.answer('As an assistant, I remember everything.');
    else if (what.startsWith('a model')) questions[0]!.fail(new Error('429'));
    else questions[0]?.remembers('Greets.');
    await memory.idle();
    expect(eventLog).toEqual([`phone ${reason}`]);
    expect(store.kept.get('phone')).toBe(known);

    store.before = async () => {};
    remember(memory, 'phone', 'Hello again');
    await rounds(SETTLED);
    questions.at(-1)!.remembers('Greets.');
    await memory.idle();
    expect(store.kept.get('phone')).toEqual({ shortTerm: 'Greets.', longTerm: 'Ann.' });
  });

  it('is aborted after its timeout, and its later result is not stored', async () => {
    const { memory, store, questions, eventLog } = memoryOf({ rewriting: { timeoutMs: 1 } });
    remember(memory, 'phone', 'Hello');
    await memory.idle();
    expect(eventLog).toEqual(['phone late']);
    expect(questions[0]!.signal.aborted).toBe(true);
    questions[0]!.remembers('Too late.');
    await rounds(SETTLED);
    expect(store.kept.has('phone')).toBe(false);
    expect(eventLog).toEqual(['phone late']);
  });

  it('does not call the model when the memory was loaded too late', async () => {
    const { memory, store, questions, eventLog } = memoryOf({ rewriting: { timeoutMs: 1 } });
    const { passed, open } = gate<void>();
    store.before = () => passed;
    remember(memory, 'phone', 'Hello');
    await memory.idle();
    open();
    await rounds(SETTLED);
    expect(questions).toEqual([]);
    expect(eventLog).toEqual(['phone late']);
  });
});

describe('the rewritings of many turns', () => {
  it('run one at a time for a device: turns that end meanwhile share the next rewriting', async () => {
    const { memory, questions, eventLog } = memoryOf();
    for (const prompt of ['one', 'two', 'three']) remember(memory, 'phone', prompt);
    await rounds(SETTLED);
    expect(questions.map(({ data }) => data.turns.map(({ user }) => user))).toEqual([['one']]);
    expect(memory.rewriteCount).toBe(2);
    questions[0]!.remembers('First.');
    await rounds(SETTLED);
    expect(questions[1]!.data).toMatchObject({ short_term: 'First.', turns: [{ user: 'two' }, { user: 'three' }] });
    questions[1]!.remembers('Second.');
    await memory.idle();
    expect(questions).toHaveLength(2);
    expect(eventLog).toEqual(['phone rewritten, 10+2', 'phone rewritten, 10+2']);
  });

  it('have the turns of a device in the order in which they were asked', async () => {
    const { memory, questions } = memoryOf();
    remember(memory, 'phone', 'before');
    await rounds(SETTLED);
    const ask = (sessionId: string, prompt: string): ReturnType<typeof memory.ask> =>
      memory.ask({ hardwareId: 'phone', sessionId, prompt, heard: () => 'So' });
    const [slow, quick] = [ask('slow', 'one'), ask('quick', 'two')];
    quick.end('Two.', 0);
    slow.end('So far', undefined);
    questions[0]!.remembers('x');
    await rounds(SETTLED);
    expect(questions[1]!.data.turns).toEqual([
      { user: 'one', assistant: 'So far', interrupted: true },
      { user: 'two', assistant: 'Two.', interrupted: false },
    ]);
    questions[1]!.remembers('x');
    await memory.idle();
  });

  it('take no more waiting turns than fit the budget: the newest', async () => {
    const { memory, questions } = memoryOf({ rewriting: { maxTokens: 6 } });
    for (const prompt of ['one', 'two', 'six', 'ten']) remember(memory, 'phone', prompt);
    await rounds(SETTLED);
    questions[0]!.fail(new Error('429'));
    await rounds(SETTLED);
    expect(questions[1]!.data.turns.map(({ user }) => user)).toEqual(['six', 'ten']);
    questions[1]!.remembers('Ten.');
    await memory.idle();
  });

  it('of many devices run and queue up to a limit: the longest waiting is dropped and reported', async () => {
    const { memory, questions, eventLog } = memoryOf();
    for (const device of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) remember(memory, device, device);
    await rounds(SETTLED);
    const asked = (): string[] => questions.map(({ data }) => data.turns[0]!.user);
    expect(asked()).toEqual(['a', 'b']);
    expect(eventLog).toEqual(['c dropped', 'd dropped']);
    expect(memory.rewriteCount).toBe(5);
    questions[0]!.remembers('x');
    await rounds(SETTLED);
    expect(asked()).toEqual(['a', 'b', 'e']);
    for (let n = 1; n < 5; n++) {
      questions[n]!.remembers('x');
      await rounds(SETTLED);
    }
    await memory.idle();
    expect(asked()).toEqual(['a', 'b', 'e', 'f', 'g']);
  });

  it('of other devices do not wait behind a device that is being rewritten', async () => {
    const { memory, questions } = memoryOf();
    for (const device of ['a', 'a', 'b', 'c']) remember(memory, device, device);
    await rounds(SETTLED);
    expect(questions.map(({ data }) => data.turns[0]!.user)).toEqual(['a', 'b']);
    questions[1]!.remembers('x');
    await rounds(SETTLED);
    expect(questions.map(({ data }) => data.turns[0]!.user)).toEqual(['a', 'b', 'c']);
    for (const question of questions) question.remembers('x');
    await rounds(SETTLED);
    questions[3]!.remembers('x');
    await memory.idle();
    expect(memory.rewriteCount).toBe(0);
  });
});

describe('DeviceTurnMemory.close', () => {
  it('settles at once when there is no work, and is idempotent', async () => {
    const { memory } = memoryOf();
    await memory.close(100_000_000);
    await memory.close(0);
  });

  it('lets running and waiting rewritings finish in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { memory, store, questions, eventLog } = memoryOf();
    for (const prompt of ['one', 'two']) remember(memory, 'phone', prompt);
    await rounds(SETTLED);
    const closed = memory.close(100_000_000);
    questions[0]!.remembers('First.');
    await rounds(SETTLED);
    questions[1]!.remembers('Second.');
    await closed;
    expect(store.kept.get('phone')?.shortTerm).toBe('Second.');
    expect(eventLog).toEqual(['phone rewritten, 10+2', 'phone rewritten, 10+2']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('aborts and drops the rest: nothing is stored afterwards', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { memory, store, questions, eventLog } = memoryOf();
    for (const device of ['a', 'b', 'c']) remember(memory, device, device);
    await rounds(SETTLED);
    const closed = memory.close(1);
    vi.advanceTimersByTime(1);
    await closed;
    expect(eventLog).toEqual(['c dropped', 'a failed', 'b failed']);
    expect(questions.every(({ signal }) => signal.aborted)).toBe(true);
    for (const question of questions) question.remembers('x');
    await rounds(SETTLED);
    expect(store.kept.size).toBe(0);
    expect(memory.rewriteCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('drops the rewritings of later turns, but keeps these in the history', async () => {
    const { memory, questions, eventLog } = memoryOf();
    await memory.close(0);
    remember(memory, 'phone', 'Hello');
    await rounds(SETTLED);
    expect(eventLog).toEqual(['phone dropped']);
    expect(questions).toEqual([]);
    expect((await recall(memory, 'phone'))?.history).toHaveLength(1);
  });

  it('causes no leak warning when many rewritings run', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    const { memory } = memoryOf({ rewriting: { maxAtOnce: 50 } });
    for (let n = 0; n < 50; n++) remember(memory, `device ${n}`, 'Hello');
    await rounds(SETTLED);
    await memory.close(0);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
  });
});
