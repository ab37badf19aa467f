import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GAP_TOLERANCE_MS, type Gap, ListenerPlayback } from '../../src/shared/measurement/listener-playback.js';

interface Chunk {
  readonly atMs: number;
  readonly audioMs: number;
}

/** Simulates a loudspeaker that plays one millisecond at a time: audio that is missing at its time is silence. */
function heard(chunks: readonly Chunk[]): { gaps: Gap[]; playsUntilMs: number } {
  const gaps: Gap[] = [];
  let bufferMs = 0;
  let silenceMs = 0;
  let nowMs = chunks[0]?.atMs ?? 0;
  const waiting = [...chunks];
  while (waiting.length > 0 || bufferMs > 0) {
    while (waiting[0]?.atMs === nowMs) {
      if (silenceMs > GAP_TOLERANCE_MS) gaps.push({ atMs: nowMs, ms: silenceMs });
      silenceMs = 0;
      bufferMs += waiting.shift()?.audioMs ?? 0;
    }
    if (bufferMs > 0) bufferMs--;
    else silenceMs++;
    nowMs++;
  }
  return { gaps, playsUntilMs: nowMs };
}

const chunks = fc
  .array(fc.record({ afterMs: fc.integer({ min: 0, max: 120 }), audioMs: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    let atMs = 1_000;
    return steps.map(({ afterMs, audioMs }) => ({ atMs: (atMs += afterMs), audioMs }));
  });

describe('ListenerPlayback', () => {
  it('finds the same gaps as a simulated loudspeaker', () => {
    fc.assert(
      fc.property(chunks, (arrivals) => {
        const playback = new ListenerPlayback();
        const returned = arrivals.flatMap(({ atMs, audioMs }) => playback.add(atMs, audioMs) ?? []);
        const { gaps, playsUntilMs } = heard(arrivals);
        expect(playback.gaps).toEqual(gaps);
        expect(returned).toEqual(gaps);
        expect(playback.playsUntilMs).toBe(playsUntilMs);
        expect(playback.audioMs).toBe(arrivals.reduce((sum, { audioMs }) => sum + audioMs, 0));
      }),
    );
  });

  it('ignores a silence of less than a millisecond, and reports a longer silence', () => {
    const playback = new ListenerPlayback();
    playback.add(0, 20);
    playback.add(20.9, 50);
    expect(playback.gaps).toEqual([]);
    playback.add(72.5, 50);
    expect(playback.gaps).toEqual([{ atMs: 72.5, ms: expect.closeTo(1.6) }]);
  });

  it('returns the audio ahead: the part that has arrived and has not been played', () => {
    const playback = new ListenerPlayback();
    expect(playback.unplayedMs(5)).toBe(0);
    playback.add(10, 500);
    expect(playback.unplayedMs(110)).toBe(400);
    expect(playback.unplayedMs(1_000)).toBe(0);
  });
});
