import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ChatAnswer } from '../../src/main/llm/chat-answer.js';
import { TickBudget } from '../../src/shared/tick-budget.js';

const MB = 1_000_000;

/** Reads one event with `content`; returns the text that is shown of it and the event-loop ticks that the read took. */
async function read(content: string): Promise<{ shown: string; ticks: number }> {
  // Each step advances this clock by 1 ms, so the budget of a tick lasts for two steps.
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

describe('ChatAnswer with an event of 1 MB', () => {
  it.each(['<', '<t', '</', '<think', '\n<th', 'x <think> ', 'word '])(
    'reads the event in many steps, with other work in between, and shows its text unchanged: %j',
    async (piece) => {
      const content = piece.repeat(Math.ceil(MB / piece.length));
      const { shown, ticks } = await read(content);
      expect(shown).toBe(content);
      expect(ticks).toBeGreaterThan(50);
    },
  );

  it('reads the event in many steps when almost all of it is a thought', async () => {
    const { shown, ticks } = await read(`<think>${'<t'.repeat(MB / 2)}</think>Hello.`);
    expect(shown).toBe('Hello.');
    expect(ticks).toBeGreaterThan(50);
  });

  it('drops a thought that the template of the model has opened, even when its tag is far from the start', async () => {
    const { shown } = await read(`${'Hm. '.repeat(MB / 4)}\n</think>\nHello.`);
    expect(shown).toBe('Hello.');
  });
});

describe('many ChatAnswer objects with events of 1 MB at once', () => {
  it('together read no more per tick than a single answer may', async () => {
    // Each look at this clock advances it by 1 ms, so the budget of a tick lasts for two steps of all answers together.
    let [nowMs, looks, most] = [0, 0, 0];
    const budget = new TickBudget(() => {
      looks++;
      return nowMs++;
    });
    const data = JSON.stringify({ choices: [{ delta: { content: 'word '.repeat(MB / 5) } }] });
    const answers = Array.from({ length: 20 }, () => new ChatAnswer(false, budget));
    let isRead = false;
    const all = Promise.all(answers.map((answer) => answer.push({ name: '', data }))).then(() => {
      isRead = true;
    });
    looks = 0;
    while (!isRead) {
      await nextTick();
      most = Math.max(most, looks);
      looks = 0;
    }
    await all;
    expect(nowMs).toBeGreaterThan(20 * 240);
    expect(most).toBeLessThanOrEqual(40);
  });
});

describe('ChatAnswer with a short event', () => {
  it('reads the event without a look at the clock', async () => {
    const answer = new ChatAnswer(false, new TickBudget(() => expect.fail('was asked')));
    expect(await answer.push({ name: '', data: '{"choices":[{"delta":{"content":"Hello."}}]}' })).toBe('Hello.');
  });
});
