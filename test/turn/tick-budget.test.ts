import { describe, expect, it } from 'vitest';
import { segment } from '../../src/main/turn/segment.js';
import type { Llm, Segmenting } from '../../src/main/turn/services.js';
import { speak } from '../../src/main/turn/speak.js';
import { think } from '../../src/main/turn/think.js';
import { TickBudget } from '../../src/main/turn/tick-budget.js';
import { Transcript } from '../../src/main/turn/transcript.js';
import { mayHoldBoundary, segmentBatch } from '../../src/workers/segment/index.js';
import { NEVER } from './fakes.js';

function budget() {
  const clock = { nowMs: 0 };
  const ticks: (() => void)[] = [];
  const tick = (): void => {
    for (const resume of ticks.splice(0)) resume();
  };
  return {
    clock,
    tick,
    budget: new TickBudget(
      () => clock.nowMs,
      (resume) => void ticks.push(resume),
    ),
  };
}

describe('TickBudget', () => {
  it('lets work go on for 2 ms, then waits for the next tick', async () => {
    const { clock, tick, budget: shared } = budget();
    for (const nowMs of [0, 1, 1.9]) {
      clock.nowMs = nowMs;
      expect(shared.breathe()).toBeUndefined();
    }
    clock.nowMs = 2;
    const waiting = shared.breathe();
    expect(waiting).toBeInstanceOf(Promise);
    tick();
    await waiting;
    expect(shared.breathe()).toBeUndefined();
  });

  it('starts anew with each tick in which there is work', () => {
    const { clock, tick, budget: shared } = budget();
    for (let n = 0; n < 5; n++) {
      clock.nowMs += 1_000;
      expect(shared.breathe()).toBeUndefined();
      tick();
    }
  });

  it('is one for all: a second worker gets what is left of the tick', () => {
    const { clock, budget: shared } = budget();
    expect(shared.breathe()).toBeUndefined();
    clock.nowMs = 6;
    expect(shared.breathe()).toBeInstanceOf(Promise);
    expect(shared.breathe()).toBeInstanceOf(Promise);
  });
});

const segmenting: Segmenting = {
  segment: async (request) => segmentBatch(request.text, { ...request, firstClauseMinChars: 80, maxChars: 400 }),
  mayHoldBoundary: (more, pending) => mayHoldBoundary(more, pending, 400),
};

describe('answers without sound', () => {
  it('leave the event loop its chances, however much text comes at once', async () => {
    const text = 'Yes. No. Maybe so! '.repeat(3_000);
    const llm: Llm = {
      name: 'book',
      async *stream() {
        yield { type: 'text', text };
      },
    };
    const log = { degrade: () => {}, refuseCommand: () => {} };
    const request = { system: '', history: [], prompt: '', sessionId: '', hardwareId: '' };
    const nothing = { language: undefined, image: undefined, screen: undefined };
    const services = {
      speech: undefined,
      response: 'StreamResponse' as const,
      mayLookAhead: () => true,
      lookaheadMs: 0,
      sampleRateHz: 48_000,
      defaultLanguage: 'en',
    };
    const usage = { inputTokens: 0, outputTokens: 0, model: '' };
    const answerOf = async (): Promise<string> => {
      const tokens = think(llm, { ...request, ...nothing }, usage, NEVER);
      let shown = '';
      for await (const event of speak(
        segment<never>(tokens, segmenting, 'en', NEVER),
        services,
        {},
        new Transcript(),
        log,
        NEVER,
      )) {
        if (event.type === 'text') shown += event.text;
      }
      return shown;
    };
    let ticks = 0;
    let done = false;
    const count = (): void => {
      ticks++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    expect(await Promise.all(Array.from({ length: 5 }, answerOf))).toEqual(Array(5).fill(text));
    done = true;
    // Some hundred milliseconds of work; in one go it would leave two.
    expect(ticks).toBeGreaterThan(5);
  });
});
