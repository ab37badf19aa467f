import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TurnPlanner } from '../../src/main/cli/load/client/turn-planner.js';
import { type LoadSetup, planOf } from '../../src/main/cli/load/plan/plan.js';
import { numbered, readPrompts } from '../../src/main/cli/load/plan/prompts.js';
import { derivedSeed, poissonArrivals, seededRandom } from '../../src/shared/measurement/seeded-random.js';

const ARRIVALS = 20_000;

const SETUP: LoadSetup = {
  host: 'localhost',
  port: 1,
  connections: 7,
  arrivals: { listeners: 10 },
  behaviour: {
    prompts: ['Hello.'],
    unique: false,
    screenshot: undefined,
    screenshotShare: 0,
    slowShare: 0,
    interruptShare: 0,
  },
  warmUpMs: 0,
  durationMs: 1_000,
  seed: 1,
  processes: 4,
};

/** Returns the times between arrivals at `ratePerSecond`, ms. */
function pauses(ratePerSecond: number, seed: number, count = ARRIVALS): number[] {
  const arrivals = poissonArrivals(ratePerSecond, seededRandom(seed));
  let lastMs = 0;
  return Array.from({ length: count }, () => {
    const atMs = arrivals.next().value;
    const pauseMs = atMs - lastMs;
    lastMs = atMs;
    return pauseMs;
  });
}

describe('poissonArrivals and derivedSeed', () => {
  it('give arrivals at the requested rate, independent of each other', () => {
    const meanMs = 20;
    const between = pauses(1000 / meanMs, 7);
    const mean = between.reduce((sum, pauseMs) => sum + pauseMs, 0) / ARRIVALS;
    expect(mean / meanMs).toBeCloseTo(1, 1);
    // Exponential distribution: the probability of a pause longer than x means is e^-x.
    for (const x of [0.5, 1, 2]) {
      const longer = between.filter((pauseMs) => pauseMs > x * meanMs).length / ARRIVALS;
      expect(longer).toBeCloseTo(Math.exp(-x), 1);
    }
    const aboveAfterAbove = between.filter((pauseMs, at) => pauseMs > meanMs && (between[at - 1] ?? 0) > meanMs).length;
    expect(aboveAfterAbove / ARRIVALS).toBeCloseTo(Math.exp(-2), 1);
  });

  it('give the same arrivals for the same seed, and others for another seed', () => {
    expect(pauses(10, 3, 50)).toEqual(pauses(10, 3, 50));
    expect(pauses(10, 3, 50)).not.toEqual(pauses(10, 4, 50));
  });

  it('give each process and each listener its own seed', () => {
    const seeds = [-1, 0, 1, 2].flatMap((index) =>
      [0, 1, 2].map((process) => derivedSeed(derivedSeed(1, process), index)),
    );
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

describe('planOf', () => {
  const parts = (all: LoadSetup) => Array.from({ length: all.processes }, (_, index) => planOf(all, index));

  it('splits listeners, connections and rate among the processes without loss', () => {
    const listeners = parts(SETUP).map(({ arrivals }) => ('listeners' in arrivals ? arrivals.listeners : 0));
    expect(listeners).toEqual([3, 3, 2, 2]);
    expect(parts(SETUP).map(({ connections }) => connections)).toEqual([2, 2, 2, 1]);
    const rates = parts({ ...SETUP, arrivals: { ratePerSecond: 10 } }).map(({ arrivals }) => arrivals);
    expect(rates).toEqual(Array(4).fill({ ratePerSecond: 2.5 }));
  });

  it('gives every process at least one connection', () => {
    expect(parts({ ...SETUP, connections: 1 }).map(({ connections }) => connections)).toEqual([1, 1, 1, 1]);
  });
});

describe('TurnPlanner', () => {
  const requestsOf = (setup: LoadSetup, listener = 0) => {
    const asking = new TurnPlanner(planOf(setup, 0), []);
    const random = asking.random(listener);
    return Array.from({ length: 40 }, (_, turn) => asking.next(listener, turn, random));
  };
  const behaviour = { ...SETUP.behaviour, prompts: ['One.', 'Two.', 'Three.'] };

  it('builds the same requests from the same seed', () => {
    const setup = { ...SETUP, behaviour: { ...behaviour, slowShare: 0.3, interruptShare: 0.3 } };
    expect(requestsOf(setup)).toEqual(requestsOf(setup));
    expect(requestsOf(setup)).not.toEqual(requestsOf({ ...setup, seed: 2 }));
    expect(requestsOf(setup, 1)).not.toEqual(requestsOf(setup, 0));
  });

  it('builds the same requests when only the behaviour of the listeners changes', () => {
    const requests = (shares: object) =>
      requestsOf({ ...SETUP, behaviour: { ...behaviour, ...shares } }).map(({ request }) => request);
    expect(requests({ slowShare: 0.5, interruptShare: 1 })).toEqual(requests({}));
  });

  it('applies the configured shares of slow listeners, interrupts and screenshots', () => {
    const all = requestsOf({ ...SETUP, behaviour: { ...behaviour, slowShare: 1, interruptShare: 1 } });
    expect(all.every(({ slow, interruptAfterMs }) => slow && interruptAfterMs !== undefined)).toBe(true);
    const none = requestsOf(SETUP);
    expect(none.some(({ slow, interruptAfterMs }) => slow || interruptAfterMs !== undefined)).toBe(false);
    const half = requestsOf({ ...SETUP, behaviour: { ...behaviour, screenshot: 'UklGRg==', screenshotShare: 0.5 } });
    const withScreenshot = half.filter(({ request }) => request.length === 3).length;
    expect(withScreenshot).toBeGreaterThan(5);
    expect(withScreenshot).toBeLessThan(35);
  });
});

describe('prompts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nexy-prompts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (name: string, text: string): string[] => {
    writeFileSync(join(folder, name), text);
    return readPrompts(join(folder, name));
  };

  it('are read from lines, YAML and JSON', () => {
    expect(read('lines.txt', 'One.\r\n\n  \nTwo.\n')).toEqual(['One.', 'Two.']);
    expect(read('list.yaml', '- One.\n- "Two: 2."\n')).toEqual(['One.', 'Two: 2.']);
    expect(read('list.json', '["One.", "Two."]')).toEqual(['One.', 'Two.']);
  });

  it.each([
    ['empty.txt', ' \n'],
    ['number.json', '[1]'],
    ['blank.json', '[" "]'],
    ['object.yaml', 'prompt: One.'],
    ['broken.json', '["One.'],
  ])('are required: a file without any is rejected with the allowed formats: %s', (name, text) => {
    expect(() => read(name, text)).toThrow(/allowed: a file with one prompt a line, or a list of texts/);
  });

  it('are made unique in each of their sentences', () => {
    expect(numbered('Hello. How are you?', 12)).toBe('Hello 12. How are you 12?');
    expect(numbered('Version 3.5 is out!', 7)).toBe('Version 3.5 is out 7!');
    expect(numbered('hello', 7)).toBe('hello 7');
  });
});
