import { describe, expect, it } from 'vitest';
import { SynthesisCost } from '../../src/main/tts/synthesis-cost.js';

describe('SynthesisCost', () => {
  it('estimates a sentence by its length before any sentence was spoken', () => {
    const cost = new SynthesisCost();
    expect(cost.usualMs).toBeGreaterThan(0);
    expect(cost.ofMs(60)).toBeCloseTo(cost.usualMs);
    expect(cost.ofMs(120)).toBeCloseTo(2 * cost.usualMs);
  });

  it('learns from the measured time of sentences', () => {
    const cost = new SynthesisCost();
    for (let n = 0; n < 300; n++) cost.learn(100, 25);
    expect(cost.ofMs(40)).toBeCloseTo(10, 1);
    expect(cost.usualMs).toBeCloseTo(25, 1);
    for (let n = 0; n < 300; n++) cost.learn(100, 50);
    expect(cost.usualMs).toBeCloseTo(50, 1);
  });

  it('is not dominated by a single slow sentence', () => {
    const cost = new SynthesisCost();
    const before = cost.usualMs;
    cost.learn(30, 60);
    expect(cost.usualMs).toBeLessThan(2 * before);
  });
});
