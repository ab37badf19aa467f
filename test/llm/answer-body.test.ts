import { setImmediate as nextTick } from 'node:timers/promises';
import { Response } from 'undici';
import { describe, expect, it } from 'vitest';
import { AnswerBody } from '../../src/main/llm/answer-body.js';
import { TickBudget } from '../../src/shared/tick-budget.js';

const BODIES = 50;
const BODY_BYTES = 65_536;
/** The largest number of bytes that one read returns. */
const STEP_BYTES = 1_024;

/** Returns a body of `BODY_BYTES` bytes that has arrived all at once. */
function bodyOf(request: AbortController, budget?: TickBudget): AnswerBody {
  return new AnswerBody(new Response(new Uint8Array(BODY_BYTES)), request, budget);
}

describe('many AnswerBody objects at once', () => {
  it('together read no more bytes per tick than a single body may', async () => {
    // Each read advances this clock by 1 ms, so the budget of 2 ms per tick lasts for two reads.
    const clock = { nowMs: 0 };
    const budget = new TickBudget(() => clock.nowMs);
    const [read, ofTicks] = [new Map<AnswerBody, number>(), [0]];
    const readAll = async (body: AnswerBody): Promise<void> => {
      for (let bytes = await body.read(undefined); bytes; bytes = await body.read(undefined)) {
        clock.nowMs += 1;
        read.set(body, (read.get(body) ?? 0) + bytes.length);
        ofTicks[ofTicks.length - 1]! += bytes.length;
      }
    };
    const bodies = Array.from({ length: BODIES }, () => bodyOf(new AbortController(), budget));
    let isOver = false;
    const all = Promise.all(bodies.map(readAll)).then(() => {
      isOver = true;
    });
    while (!isOver) {
      await nextTick();
      ofTicks.push(0);
    }
    await all;
    expect(bodies.map((body) => read.get(body))).toEqual(Array(BODIES).fill(BODY_BYTES));
    // The first read of a body does not wait for the budget, so the first word of an answer is not delayed.
    const [first, ...later] = ofTicks;
    expect(first).toBeLessThanOrEqual((BODIES + 2) * STEP_BYTES);
    expect(Math.max(...later)).toBeLessThanOrEqual(4 * STEP_BYTES);
  });
});

describe('an AnswerBody after its request is aborted', () => {
  it('rejects the next read at once, even when unread bytes remain', async () => {
    const request = new AbortController();
    const body = bodyOf(request);
    expect(await body.read(undefined)).toHaveLength(STEP_BYTES);
    request.abort(new Error('interrupted'));
    await expect(body.read(undefined)).rejects.toThrow('interrupted');
  });
});
