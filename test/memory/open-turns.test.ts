import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EndTurn, type HeardTurn, OpenTurns } from '../../src/main/memory/open-turns.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const heardTurns: HeardTurn[] = [];
  const turns = new OpenTurns((turn) => void heardTurns.push(turn));
  const open = (hardwareId: string, sessionId: string, heard = (): string => ''): EndTurn =>
    turns.open({ hardwareId, sessionId, prompt: sessionId, heard });
  /** Plays an answer of ten words, one second each. */
  const play = (hardwareId: string, sessionId: string): void => {
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const startMs = performance.now();
    const heard = (): string => words.slice(0, Math.floor((performance.now() - startMs) / 1000)).join(' ');
    open(hardwareId, sessionId, heard)(words.join(' '), startMs + 10_000);
  };
  const answers = (): string[] =>
    heardTurns.map(({ hardwareId, prompt, answer, interrupted }) => {
      return `${hardwareId} ${prompt}: ${answer}${interrupted ? ' (interrupted)' : ''}`;
    });
  return { turns, open, play, answers };
}

const ALL = 'one two three four five six seven eight nine ten';

describe('OpenTurns with an answer that is still playing', () => {
  it('reports the whole answer after it has played', () => {
    const { play, answers } = setUp();
    play('phone', 'a');
    vi.advanceTimersByTime(9_900);
    expect(answers()).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(answers()).toEqual([`phone a: ${ALL}`]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports the part that was heard when the answer is interrupted', () => {
    const { turns, play, answers } = setUp();
    play('phone', 'a');
    vi.advanceTimersByTime(3_500);
    turns.stop('phone', 'a');
    expect(answers()).toEqual(['phone a: one two three (interrupted)']);
    vi.advanceTimersByTime(60_000);
    expect(answers()).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('interrupts all answers of a device, and no answer of another device', () => {
    const { turns, play, answers } = setUp();
    play('phone', 'a');
    play('phone', 'b');
    play('laptop', 'a');
    vi.advanceTimersByTime(1_000);
    turns.stop('phone');
    expect(answers()).toEqual(['phone a: one (interrupted)', 'phone b: one (interrupted)']);
    turns.stop('laptop', 'b');
    expect(answers()).toHaveLength(2);
    turns.close();
    expect(answers()[2]).toBe('laptop a: one (interrupted)');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on playing while the device has other turns', () => {
    const { open, play, answers } = setUp();
    play('phone', 'a');
    open('phone', 'b')('Shown.', 0);
    expect(answers()).toEqual(['phone b: Shown.']);
    vi.advanceTimersByTime(10_000);
    expect(answers()[1]).toBe(`phone a: ${ALL}`);
  });
});

describe('OpenTurns with an answer that does not play', () => {
  it('reports the whole answer at once when it has played already', () => {
    const { turns, open, answers } = setUp();
    open('phone', 'a')('Shown.', 0);
    expect(answers()).toEqual(['phone a: Shown.']);
    expect(turns.count).toBe(0);
  });

  it('reports the part that was heard when its turn was cancelled', () => {
    const { turns, open, answers } = setUp();
    open('phone', 'a')('Sho', undefined);
    expect(answers()).toEqual(['phone a: Sho (interrupted)']);
    expect(turns.count).toBe(0);
  });

  it('reports nothing of a turn without an answer', () => {
    const { turns, open, answers } = setUp();
    open('phone', 'a')('', performance.now() + 1_000);
    open('phone', 'b')('', undefined);
    expect(answers()).toEqual([]);
    expect(turns.count).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('OpenTurns with a turn that runs', () => {
  it('has the part heard so far, in the order in which the turns were asked', () => {
    const { turns, open, answers } = setUp();
    open('phone', 'a', () => 'One');
    const endSecond = open('phone', 'b', () => '');
    open('phone', 'c', () => 'Three');
    open('laptop', 'd', () => 'Four');
    expect(turns.running('phone').map(({ prompt, answer }) => [prompt, answer])).toEqual([
      ['a', 'One'],
      ['c', 'Three'],
    ]);
    endSecond('Two.', performance.now() + 1_000);
    expect(turns.running('phone').map(({ prompt }) => prompt)).toEqual(['a', 'c']);
    turns.close();
    expect(answers()).toEqual(['phone b:  (interrupted)']);
    expect(turns.count).toBe(3);
  });

  it('does not stop the turn when the device is interrupted: the session does', () => {
    const { turns, open, answers } = setUp();
    const end = open('phone', 'a', () => 'One');
    turns.stop('phone');
    expect(answers()).toEqual([]);
    end('One and two', undefined);
    expect(answers()).toEqual(['phone a: One and two (interrupted)']);
  });
});
