import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlayingTurns, type SettledTurn } from '../../src/main/memory/playing-turns.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const settled: SettledTurn[] = [];
  const playing = new PlayingTurns((turn) => void settled.push(turn));
  /** Plays an answer of ten words, one second each. */
  const play = (hardwareId: string, sessionId: string, prompt = 'Count'): void => {
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const startMs = performance.now();
    const heard = (): string => words.slice(0, Math.floor((performance.now() - startMs) / 1000)).join(' ');
    const stillPlaying = { untilMs: startMs + 10_000, heard };
    playing.add({ hardwareId, sessionId, prompt, heardAnswer: words.join(' '), stillPlaying });
  };
  const settledAnswers = (): string[] =>
    settled.map(({ hardwareId, sessionId, heardAnswer, interrupted }) => {
      return `${hardwareId} ${sessionId}: ${heardAnswer}${interrupted ? ' (interrupted)' : ''}`;
    });
  return { playing, play, settledAnswers };
}

const ALL = 'one two three four five six seven eight nine ten';

describe('PlayingTurns with an answer that is still playing', () => {
  it('reports the whole answer after it has played', () => {
    const { play, settledAnswers } = setUp();
    play('phone', 'a');
    vi.advanceTimersByTime(9_900);
    expect(settledAnswers()).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(settledAnswers()).toEqual([`phone a: ${ALL}`]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports the part that was heard when the answer is interrupted', () => {
    const { playing, play, settledAnswers } = setUp();
    play('phone', 'a');
    vi.advanceTimersByTime(3_500);
    playing.stop('phone', 'a');
    expect(settledAnswers()).toEqual(['phone a: one two three (interrupted)']);
    vi.advanceTimersByTime(60_000);
    expect(settledAnswers()).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('interrupts all answers of a device, and no answer of another device', () => {
    const { playing, play, settledAnswers } = setUp();
    play('phone', 'a');
    play('phone', 'b');
    play('laptop', 'a');
    vi.advanceTimersByTime(1_000);
    playing.stop('phone');
    expect(settledAnswers()).toEqual(['phone a: one (interrupted)', 'phone b: one (interrupted)']);
    playing.stop('laptop', 'b');
    expect(settledAnswers()).toHaveLength(2);
    playing.close();
    expect(settledAnswers()[2]).toBe('laptop a: one (interrupted)');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('interrupts the answer when the next answer of its session begins', () => {
    const { play, settledAnswers } = setUp();
    play('phone', 'a');
    vi.advanceTimersByTime(2_000);
    play('phone', 'a');
    expect(settledAnswers()).toEqual(['phone a: one two (interrupted)']);
  });
});

describe('PlayingTurns with an answer that does not play', () => {
  it('reports the whole answer at once when it has played already', () => {
    const { playing, settledAnswers } = setUp();
    const stillPlaying = { untilMs: 0, heard: () => 'never asked' };
    playing.add({ hardwareId: 'phone', sessionId: 'a', prompt: '', heardAnswer: 'Shown.', stillPlaying });
    expect(settledAnswers()).toEqual(['phone a: Shown.']);
  });

  it('reports the part that was sent when its stream was interrupted', () => {
    const { playing, settledAnswers } = setUp();
    playing.add({ hardwareId: 'phone', sessionId: 'a', prompt: '', heardAnswer: 'Sho', stillPlaying: undefined });
    expect(settledAnswers()).toEqual(['phone a: Sho (interrupted)']);
  });
});
