import { describe, expect, it } from 'vitest';
import { SynthesisCost } from '../../src/main/tts/synthesis-cost.js';

describe('SynthesisCost', () => {
  it('estimates a sentence by its length before any sentence was spoken', () => {
    const cost = new SynthesisCost();
    expect(cost.averageMs).toBeGreaterThan(0);
    expect(cost.estimateMs(60)).toBeCloseTo(cost.averageMs);
    expect(cost.estimateMs(120)).toBeCloseTo(2 * cost.averageMs);
  });

  it('learns from the measured time of sentences', () => {
    const cost = new SynthesisCost();
    for (let n = 0; n < 300; n++) cost.learn(100, 25);
    expect(cost.estimateMs(40)).toBeCloseTo(10, 1);
    expect(cost.averageMs).toBeCloseTo(25, 1);
    for (let n = 0; n < 300; n++) cost.learn(100, 50);
    expect(cost.averageMs).toBeCloseTo(50, 1);
  });

  it('is not dominated by a single slow sentence', () => {
    const cost = new SynthesisCost();
    const before = cost.averageMs;
    cost.learn(30, 60);
    expect(cost.averageMs).toBeLessThan(2 * before);
  });
});
