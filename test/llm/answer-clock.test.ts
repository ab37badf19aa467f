import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AnswerClock } from '../../src/main/llm/answer-clock.js';

const LONG = { firstTokenMs: 60_000, tokenMs: 60_000, totalMs: 60_000 };
const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

/** Resolves with the abort reason of the signal, or with `'late'` when the signal has not fired within a second. */
function reasonOf({ signal }: AbortController): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('late'), 1_000);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(signal.reason);
    });
  });
}

const TIMEOUT = expect.objectContaining({ failure: 'timeout' });

describe('AnswerClock', () => {
  it('aborts a request when its first text is late', async () => {
    const wait = new AnswerClock({ ...LONG, firstTokenMs: 30 }, new AbortController().signal);
    expect(await reasonOf(wait.nextRequest())).toEqual(TIMEOUT);
    wait.close();
  });

  it('aborts a request when its next text is late, even when the first text had a longer timeout', async () => {
    const wait = new AnswerClock({ ...LONG, tokenMs: 30 }, new AbortController().signal);
    const request = wait.nextRequest();
    await sleep(60);
    expect(request.signal.aborted).toBe(false);
    wait.pause();
    wait.recordText();
    wait.resume();
    expect(await reasonOf(request)).toEqual(TIMEOUT);
    wait.close();
  });

  it('aborts a request when its texts arrive in time but take too long in total', async () => {
    const wait = new AnswerClock({ ...LONG, totalMs: 200 }, new AbortController().signal);
    const request = wait.nextRequest();
    while (!request.signal.aborted) {
      wait.pause();
      wait.recordText();
      wait.resume();
      await sleep(5);
    }
    expect(request.signal.reason).toEqual(TIMEOUT);
    wait.close();
  });

  it('does not count the time that the client takes', async () => {
    const wait = new AnswerClock({ firstTokenMs: 60_000, tokenMs: 100, totalMs: 150 }, new AbortController().signal);
    const request = wait.nextRequest();
    wait.pause();
    wait.recordText();
    await sleep(300);
    expect(request.signal.aborted).toBe(false);
    wait.resume();
    expect(await reasonOf(request)).toEqual(TIMEOUT);
    wait.close();
  });

  it('counts a request and its retries as one wait', async () => {
    const wait = new AnswerClock({ ...LONG, firstTokenMs: 100 }, new AbortController().signal);
    const first = wait.nextRequest();
    await wait.sleep(60);
    const second = wait.nextRequest();
    expect(await reasonOf(second)).toEqual(TIMEOUT);
    expect(first.signal.aborted).toBe(false);
    await expect(wait.sleep(1)).rejects.toEqual(TIMEOUT);
    wait.close();
  });

  it('aborts the running request when the turn ends', () => {
    const turn = new AbortController();
    const wait = new AnswerClock(LONG, turn.signal);
    wait.nextRequest();
    const request = wait.nextRequest();
    turn.abort('interrupted');
    expect(request.signal.reason).toBe('interrupted');
    wait.close();
  });

  it('holds one timer and one listener for any number of tokens, and releases both when closed', () => {
    const before = timers();
    const turn = new AbortController();
    const wait = new AnswerClock(LONG, turn.signal);
    wait.nextRequest();
    for (let n = 0; n < 10_000; n++) {
      wait.pause();
      wait.recordText();
      wait.resume();
    }
    expect(timers() - before).toBe(1);
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(1);
    wait.close();
    wait.close();
    expect(timers()).toBe(before);
    expect(getEventListeners(turn.signal, 'abort')).toHaveLength(0);
  });
});
