import { describe, expect, it } from 'vitest';
import { SynthesisCost } from '../../src/main/tts/synthesis-cost.js';

describe('what a sentence costs', () => {
  it('is guessed before anything was spoken, by its length', () => {
    const cost = new SynthesisCost();
    expect(cost.usualMs).toBeGreaterThan(0);
    expect(cost.ofMs(60)).toBeCloseTo(cost.usualMs);
    expect(cost.ofMs(120)).toBeCloseTo(2 * cost.usualMs);
  });

  it('is learnt from what sentences took', () => {
    const cost = new SynthesisCost();
    for (let n = 0; n < 300; n++) cost.learn(100, 25);
    expect(cost.ofMs(40)).toBeCloseTo(10, 1);
    expect(cost.usualMs).toBeCloseTo(25, 1);
    for (let n = 0; n < 300; n++) cost.learn(100, 50);
    expect(cost.usualMs).toBeCloseTo(50, 1);
  });

  it('is not believed to be what one slow sentence took', () => {
    const cost = new SynthesisCost();
    const before = cost.usualMs;
    cost.learn(30, 60);
    expect(cost.usualMs).toBeLessThan(2 * before);
  });
});
