import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '../../src/main/turn/playback.js';

function playbackAt(nowMs = 0) {
  const clock = { nowMs };
  return { clock, playback: new Playback(() => clock.nowMs) };
}

describe('a sentence is due', () => {
  it('now, when it is the first', () => {
    expect(playbackAt(1_234).playback.deadlineMs).toBe(1_234);
  });

  it('when what was sent before it runs out', () => {
    const { playback, clock } = playbackAt(100);
    const first = playback.begin('One.');
    playback.made(first, 1_000);
    playback.sent(first, 400);
    clock.nowMs = 300;
    playback.sent(first, 600);
    expect(playback.deadlineMs).toBe(1_000);
    clock.nowMs = 5_000;
    expect(playback.deadlineMs).toBe(5_000);
  });

  it('later by what is made or being made and not sent', () => {
    const { playback } = playbackAt();
    const first = playback.begin('x'.repeat(30));
    const guessed = playback.deadlineMs;
    expect(guessed).toBeGreaterThan(1_000);
    playback.made(first, 4_000);
    expect(playback.deadlineMs).toBe(2_900);
    // From now on it is known how fast this voice speaks: 133 ms a character.
    playback.begin('y'.repeat(30));
    expect(playback.deadlineMs).toBeCloseTo(5_900);
  });

  it('after a silence, as long after the next audio as that plays', () => {
    const { playback, clock } = playbackAt();
    const first = playback.begin('One.');
    playback.made(first, 2_000);
    playback.sent(first, 1_000);
    clock.nowMs = 7_000;
    playback.sent(first, 1_000);
    expect(playback.deadlineMs).toBe(7_900);
  });

  it('before its listener hears silence, also when a sentence is a quarter shorter than was guessed', () => {
    const { playback } = playbackAt();
    const first = playback.begin('x'.repeat(60));
    const { deadlineMs, unsentMs } = playback;
    playback.made(first, 0.75 * unsentMs);
    playback.sent(first, 0.75 * unsentMs);
    expect(deadlineMs).toBeLessThan(playback.playsUntilMs);
  });
});

describe('what is unsent', () => {
  it('is what was made less what was sent, whatever was guessed, in any order of events', () => {
    const sentence = fc.record({
      chars: fc.integer({ min: 1, max: 300 }),
      parts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
      /** Parts sent before it is known how long it is. */
      early: fc.nat({ max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (sentences) => {
        const { playback } = playbackAt();
        for (const { chars, parts, early } of sentences) {
          const planned = playback.begin('x'.repeat(chars));
          const durationMs = parts.reduce((sum, part) => sum + part, 0);
          for (const part of parts.slice(0, early)) playback.sent(planned, part);
          playback.made(planned, durationMs);
          const sentMs = parts.slice(0, early).reduce((sum, part) => sum + part, 0);
          expect(playback.unsentMs).toBeCloseTo(durationMs - sentMs);
          for (const part of parts.slice(early)) playback.sent(planned, part);
          expect(playback.unsentMs).toBeCloseTo(0);
        }
      }),
    );
  });

  it('counts a sentence that turned out silent as nothing, and learns no speed from it', () => {
    const { playback } = playbackAt();
    playback.made(playback.begin('…'), 0);
    expect(playback.unsentMs).toBe(0);
    playback.begin('ten chars.');
    expect(playback.unsentMs).toBeGreaterThan(0);
  });
});
