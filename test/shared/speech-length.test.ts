import { describe, expect, it } from 'vitest';
import { isSpeechOf, maxSpeechMs } from '../../src/shared/speech-length.js';

describe('maxSpeechMs', () => {
  it('grows with the text up to the cap', () => {
    expect(maxSpeechMs('', 1, 60_000)).toBe(2_000);
    expect(maxSpeechMs('Hello.', 1, 60_000)).toBe(8_000);
    expect(maxSpeechMs('x'.repeat(400), 1, 60_000)).toBe(60_000);
  });

  it('allows a slow voice more, and a fast voice no less', () => {
    expect(maxSpeechMs('Hello.', 0.5, 60_000)).toBe(16_000);
    expect(maxSpeechMs('Hello.', 2, 60_000)).toBe(8_000);
  });
});

describe('isSpeechOf', () => {
  const LETTERS = 'Thirty letters and more of them';

  it.each([
    ['as long and as loud as speech', 2_000, 20_000, true],
    ['silent', 2_000, 0, false],
    ['hardly louder than silence', 2_000, 999, false],
    ['far shorter than its letters', 160, 20_000, false],
  ])('tells of a sound that is %s', (_what, durationMs, peak, expected) => {
    expect(isSpeechOf(LETTERS, durationMs, peak, 1)).toBe(expected);
  });

  it('asks a fast voice for less', () => {
    expect(isSpeechOf(LETTERS, 200, 20_000, 1)).toBe(false);
    expect(isSpeechOf(LETTERS, 200, 20_000, 2)).toBe(true);
  });

  it.each(['', '...', 'St.', '5', '—', 'a b c'])('accepts any sound for the short text %j', (text) => {
    expect(isSpeechOf(text, 0, 0, 1)).toBe(true);
  });
});
