import { describe, expect, it } from 'vitest';
import { FirstAudioForecast } from '../../src/main/sessions/first-audio-forecast.js';

function forecastOf(backlogMs: number, usualSentenceMs: number) {
  const clock = { nowMs: 0 };
  const load = { backlogMs, usualSentenceMs };
  return {
    clock,
    load,
    forecast: new FirstAudioForecast(
      () => load,
      () => clock.nowMs,
    ),
  };
}

describe('FirstAudioForecast', () => {
  it('counts the queued sentences and the first sentences of turns that have not spoken yet', () => {
    const { forecast, load } = forecastOf(30, 7);
    expect(forecast.waitMs).toBe(30);
    const [one, two] = [forecast.begin(), forecast.begin()];
    expect(forecast.waitMs).toBe(44);
    one.markFirstSentenceQueued();
    load.backlogMs = 37;
    expect(forecast.waitMs).toBe(44);
    two.ends();
    expect(forecast.waitMs).toBe(37);
  });

  it('subtracts the shortest recent time to a first sentence, because the threads work meanwhile', () => {
    const { forecast, clock } = forecastOf(0, 10);
    for (let turn = 0; turn < 200; turn++) {
      const thinking = forecast.begin();
      clock.nowMs += 300;
      thinking.markFirstSentenceQueued();
    }
    const thinking = Array.from({ length: 29 }, () => forecast.begin());
    expect(forecast.waitMs).toBe(0);
    thinking.push(...Array.from({ length: 11 }, () => forecast.begin()));
    expect(forecast.waitMs).toBeCloseTo(100, 0);
  });

  it('ignores slow answers among quick ones, because the new turn may be quick', () => {
    const { forecast, clock } = forecastOf(0, 10);
    const think = (ms: number): void => {
      const thinking = forecast.begin();
      clock.nowMs += ms;
      thinking.markFirstSentenceQueued();
    };
    for (let turn = 0; turn < 50; turn++) think(5);
    for (let turn = 0; turn < 3; turn++) think(5_000);
    for (let n = 0; n < 50; n++) forecast.begin();
    expect(forecast.waitMs).toBe(495);
  });

  it('counts as overloaded for a second after a refusal', () => {
    const { forecast, clock } = forecastOf(0, 10);
    expect(forecast.isOverloaded).toBe(false);
    forecast.markRefused();
    clock.nowMs += 999;
    expect(forecast.isOverloaded).toBe(true);
    clock.nowMs += 1;
    expect(forecast.isOverloaded).toBe(false);
  });

  it('subtracts nothing before enough turns have spoken', () => {
    const { forecast, clock } = forecastOf(100, 0);
    const thinking = forecast.begin();
    clock.nowMs += 1_000;
    thinking.markFirstSentenceQueued();
    expect(forecast.waitMs).toBe(100);
  });

  it('learns nothing from turns that ended before they spoke', () => {
    const { forecast, clock } = forecastOf(50, 0);
    for (let turn = 0; turn < 100; turn++) {
      const thinking = forecast.begin();
      clock.nowMs += 1_000;
      thinking.ends();
      thinking.markFirstSentenceQueued();
    }
    expect(forecast.waitMs).toBe(50);
  });
});
