import { describe, expect, it } from 'vitest';
import { ChatAnswer } from '../../src/main/llm/chat-answer.js';
import { TickBudget } from '../../src/shared/tick-budget.js';

const MB = 1_000_000;

/** Reads one event with `content`: the text of it that is shown, and the ticks that reading it took. */
async function read(content: string): Promise<{ shown: string; ticks: number }> {
  // A clock by which each step takes a millisecond, so the budget of a tick lasts for two.
  let nowMs = 0;
  const clock = (): number => nowMs++;
  const answer = new ChatAnswer(false, new TickBudget(clock));
  let [ticks, isRead] = [0, false];
  const count = (): void => {
    ticks++;
    if (!isRead) setImmediate(count);
  };
  setImmediate(count);
  const shown = await answer.push({ name: '', data: JSON.stringify({ choices: [{ delta: { content } }] }) });
  isRead = true;
  return { shown: shown + answer.finish(), ticks };
}

describe('an event of 1 MB', () => {
  it.each(['<', '<t', '</', '<think', '\n<th', 'x <think> ', 'word '])(
    'is read in many steps, with other work in between, and is shown as it is: %j',
    async (piece) => {
      const content = piece.repeat(Math.ceil(MB / piece.length));
      const { shown, ticks } = await read(content);
      expect(shown).toBe(content);
      expect(ticks).toBeGreaterThan(50);
    },
  );

  it('is read in many steps where all of it is a thought', async () => {
    const { shown, ticks } = await read(`<think>${'<t'.repeat(MB / 2)}</think>Hello.`);
    expect(shown).toBe('Hello.');
    expect(ticks).toBeGreaterThan(50);
  });

  it('loses the thought that the template of its model has opened, however far its tag is from the start', async () => {
    const { shown } = await read(`${'Hm. '.repeat(MB / 4)}\n</think>\nHello.`);
    expect(shown).toBe('Hello.');
  });
});

describe('a short event', () => {
  it('waits for nothing', async () => {
    const answer = new ChatAnswer(false, new TickBudget(() => expect.fail('was asked')));
    expect(await answer.push({ name: '', data: '{"choices":[{"delta":{"content":"Hello."}}]}' })).toBe('Hello.');
  });
});
