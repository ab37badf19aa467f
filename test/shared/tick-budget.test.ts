import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TickBudget } from '../../src/shared/tick-budget.js';

function budget() {
  const clock = { nowMs: 0 };
  const ticks: (() => void)[] = [];
  /** Runs the callbacks of one tick as Node does: the promises of one callback run before the next callback. */
  const tick = async (): Promise<void> => {
    for (const resume of ticks.splice(0)) {
      resume();
      await setImmediate();
    }
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
  it('lets work continue for 2 ms, then waits for the next tick', async () => {
    const { clock, tick, budget: shared } = budget();
    for (const nowMs of [0, 1, 1.9]) {
      clock.nowMs = nowMs;
      expect(shared.yieldIfSpent()).toBeUndefined();
    }
    clock.nowMs = 2;
    const waiting = shared.yieldIfSpent();
    expect(waiting).toBeInstanceOf(Promise);
    await tick();
    await waiting;
    expect(shared.yieldIfSpent()).toBeUndefined();
  });

  it('starts anew with each tick in which there is work', async () => {
    const { clock, tick, budget: shared } = budget();
    for (let n = 0; n < 5; n++) {
      clock.nowMs += 1_000;
      expect(shared.yieldIfSpent()).toBeUndefined();
      await tick();
    }
  });

  it('is shared: once it is used up, every caller waits for a later tick', () => {
    const { clock, budget: shared } = budget();
    expect(shared.yieldIfSpent()).toBeUndefined();
    clock.nowMs = 6;
    expect(shared.yieldIfSpent()).toBeInstanceOf(Promise);
    expect(shared.yieldIfSpent()).toBeInstanceOf(Promise);
  });

  it('is shared in later ticks too: waiting callers continue in order, as far as it lasts', async () => {
    const { clock, tick, budget: shared } = budget();
    const done: string[] = [];
    const work = async (name: string): Promise<void> => {
      for (let n = 0; n < 3; n++) {
        const pause = shared.yieldIfSpent();
        if (pause) await pause;
        done.push(name);
        clock.nowMs += 1;
      }
    };
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) void work(name);
    const ticks: string[] = [];
    while (done.length > 0) {
      ticks.push(done.splice(0).join(''));
      await tick();
    }
    expect(ticks).toEqual(['aa', 'ab', 'cd', 'eb', 'cd', 'eb', 'cd', 'e']);
  });

  it('resumes waiting callers before a new caller', async () => {
    const { clock, tick, budget: shared } = budget();
    void shared.yieldIfSpent();
    clock.nowMs = 2;
    let newCaller: Promise<void> | undefined;
    void shared.yieldIfSpent()?.then(() => {
      newCaller = shared.yieldIfSpent();
    });
    void shared.yieldIfSpent();
    await tick();
    expect(newCaller).toBeInstanceOf(Promise);
    await tick();
    await newCaller;
  });
});
