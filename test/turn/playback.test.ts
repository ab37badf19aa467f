import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Playback } from '../../src/main/turn/playback.js';

function playbackAt(nowMs = 0) {
  const clock = { nowMs };
  return { clock, playback: new Playback(() => clock.nowMs) };
}

describe('Playback.deadlineMs', () => {
  it('is the present time for the first sentence', () => {
    expect(playbackAt(1_234).playback.deadlineMs()).toBe(1_234);
  });

  it('is shortly before the sent audio runs out, and never in the past', () => {
    const { playback, clock } = playbackAt(100);
    const first = playback.recordStarted('One.');
    playback.recordSynthesized(first, 1_000);
    playback.recordSent(first, 400);
    clock.nowMs = 300;
    playback.recordSent(first, 600);
    expect(playback.deadlineMs()).toBe(1_000);
    clock.nowMs = 5_000;
    expect(playback.deadlineMs()).toBe(5_000);
  });

  it('is later by the audio that is made or being made but not sent', () => {
    const { playback } = playbackAt();
    const first = playback.recordStarted('x'.repeat(30));
    const guessed = playback.deadlineMs();
    expect(guessed).toBeGreaterThan(1_000);
    playback.recordSynthesized(first, 4_000);
    expect(playback.deadlineMs()).toBe(2_900);
    // The speed of this voice is known from now on: 133 ms a character.
    playback.recordStarted('y'.repeat(30));
    expect(playback.deadlineMs()).toBeCloseTo(5_900);
  });

  it('counts from the start of the next audio after a silence', () => {
    const { playback, clock } = playbackAt();
    const first = playback.recordStarted('One.');
    playback.recordSynthesized(first, 2_000);
    playback.recordSent(first, 1_000);
    clock.nowMs = 7_000;
    playback.recordSent(first, 1_000);
    expect(playback.deadlineMs()).toBe(7_900);
  });

  it('comes before the listener hears silence, even when a sentence is a quarter shorter than estimated', () => {
    const { playback } = playbackAt();
    const first = playback.recordStarted('x'.repeat(60));
    const deadlineMs = playback.deadlineMs();
    const { unsentMs } = playback;
    playback.recordSynthesized(first, 0.75 * unsentMs);
    playback.recordSent(first, 0.75 * unsentMs);
    expect(deadlineMs).toBeLessThan(playback.playsUntilMs);
  });
});

describe('Playback.unsentMs', () => {
  it('is the audio made minus the audio sent, for any estimate and any order of events', () => {
    const sentence = fc.record({
      chars: fc.integer({ min: 1, max: 300 }),
      parts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
      /** The number of parts that are sent before the duration of the sentence is known. */
      early: fc.nat({ max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), (sentences) => {
        const { playback } = playbackAt();
        for (const { chars, parts, early } of sentences) {
          const planned = playback.recordStarted('x'.repeat(chars));
          const durationMs = parts.reduce((sum, part) => sum + part, 0);
          for (const part of parts.slice(0, early)) playback.recordSent(planned, part);
          playback.recordSynthesized(planned, durationMs);
          const sentMs = parts.slice(0, early).reduce((sum, part) => sum + part, 0);
          expect(playback.unsentMs).toBeCloseTo(durationMs - sentMs);
          for (const part of parts.slice(early)) playback.recordSent(planned, part);
          expect(playback.unsentMs).toBeCloseTo(0);
        }
      }),
    );
  });

  it('counts a silent sentence as 0, and learns no speed from it', () => {
    const { playback } = playbackAt();
    playback.recordSynthesized(playback.recordStarted('…'), 0);
    expect(playback.unsentMs).toBe(0);
    playback.recordStarted('ten chars.');
    expect(playback.unsentMs).toBeGreaterThan(0);
  });
});
