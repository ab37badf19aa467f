import { setImmediate as nextTick } from 'node:timers/promises';
import { Response } from 'undici';
import { describe, expect, it } from 'vitest';
import { AnswerBody } from '../../src/main/llm/answer-body.js';
import { TickBudget } from '../../src/shared/tick-budget.js';

const BODIES = 50;
const BODY_BYTES = 65_536;
/** Most bytes of one read. */
const STEP_BYTES = 1_024;

/** A body of `BODY_BYTES` that came all at once. */
function bodyOf(request: AbortController, budget?: TickBudget): AnswerBody {
  return new AnswerBody(new Response(new Uint8Array(BODY_BYTES)), request, budget);
}

describe('many bodies that come at once', () => {
  it('read together no more in one tick than one body may', async () => {
    // A clock by which each read takes a millisecond, so a budget of two lasts for two reads.
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
    // A first read waits for nothing: the first word of an answer does not, either.
    const [first, ...later] = ofTicks;
    expect(first).toBeLessThanOrEqual((BODIES + 2) * STEP_BYTES);
    expect(Math.max(...later)).toBeLessThanOrEqual(4 * STEP_BYTES);
  });
});

describe('a body whose request is aborted', () => {
  it('ends at once, however much of it is there to be read', async () => {
    const request = new AbortController();
    const body = bodyOf(request);
    expect(await body.read(undefined)).toHaveLength(STEP_BYTES);
    request.abort(new Error('interrupted'));
    await expect(body.read(undefined)).rejects.toThrow('interrupted');
  });
});
