import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedSpeechMs, isSpeechOf, maxSpeechMs, minSpeechMs } from '../../src/text/speech-length.js';

const options = { speed: 1, capMs: 120_000 };
/** A time far above that of any engine for a character that is read as part of a word, ms. */
const SLOW_CHARACTER_MS = 150;

describe('maxSpeechMs', () => {
  it.each([
    'Hello.',
    'Yes',
    'The first word must come at once. How are you today?',
    'Первое слово должно прозвучать сразу.',
    '第一个词必须立刻出现。',
    'पहला शब्द तुरंत आना चाहिए।',
  ])('leaves slow speech ample time, and bounds it: %s', (text) => {
    expect(maxSpeechMs(text, options)).toBeGreaterThan(2 * SLOW_CHARACTER_MS * text.length);
    expect(maxSpeechMs(text, options)).toBeLessThan(2_000 + 2_501 * text.length);
  });

  it.each([
    ['2026', 4_000],
    ['1,234,567', 8_000],
    ['UNHCR', 5_000],
    ['100 %', 4_000],
    ['№ 17', 4_000],
    ['+49 30 1234567', 14_000],
  ])('gives characters that are spoken as words the time of words: %s', (text, ms) => {
    expect(maxSpeechMs(text, options)).toBeGreaterThan(ms);
  });

  it('follows the speed', () => {
    const normal = maxSpeechMs('How are you today?', options);
    expect(maxSpeechMs('How are you today?', { ...options, speed: 0.5 })).toBe(2 * normal);
    expect(maxSpeechMs('How are you today?', { ...options, speed: 2 })).toBe(normal / 2);
  });

  it('never exceeds the cap, and grows with the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, more) => {
        const short = maxSpeechMs(text, options);
        expect(short).toBeGreaterThan(0);
        expect(maxSpeechMs(text + more, options)).toBeGreaterThanOrEqual(short);
        expect(maxSpeechMs(text, { ...options, capMs: 1_000 })).toBe(1_000);
      }),
    );
    expect(maxSpeechMs('a'.repeat(1_000_000), options)).toBe(120_000);
  });
});

describe('minSpeechMs', () => {
  it.each([
    ['has no letter and no digit', '…', 1, 0],
    ['is empty', '', 1, 0],
    ['is one letter', 'a', 1, 20],
    ['is a word', 'Yes, it is.', 1, 84],
    ['is a digit at four times the speed', '7', 4, 20],
    ['has a hundred letters', 'ab'.repeat(50), 1, 1_200],
    ['has a hundred letters at twice the speed', 'ab'.repeat(50), 2, 600],
    ['has a hundred letters at half the speed, which some servers do not follow', 'ab'.repeat(50), 0.5, 1_200],
    ['has letters that are repeated', `A${'r'.repeat(100)}gh!`, 1, 48],
  ])('is far less than any voice takes for a text that %s', (_situation, text, speed, ms) => {
    expect(minSpeechMs(text, speed)).toBe(ms);
  });
});

describe('isSpeechOf', () => {
  const LETTERS = 'Thirty letters and more of them';

  it.each([
    ['as long and as loud as speech', 2_000, 20_000, true],
    ['silent', 2_000, 0, false],
    ['hardly louder than silence', 2_000, 999, false],
    ['far shorter than its letters', 160, 20_000, false],
  ])('judges a sound that is %s', (_situation, durationMs, peak, expected) => {
    expect(isSpeechOf(LETTERS, durationMs, peak, 1)).toBe(expected);
  });

  it('accepts shorter speech from a faster voice', () => {
    expect(isSpeechOf(LETTERS, 200, 20_000, 1)).toBe(false);
    expect(isSpeechOf(LETTERS, 200, 20_000, 2)).toBe(true);
  });

  it.each(['', '...', '—'])('accepts any sound for %j, which has no letter and no digit', (text) => {
    expect(isSpeechOf(text, 0, 0, 1)).toBe(true);
  });

  it.each(['Yes.', 'OK', 'St.', '5', 'a b c', 'да'])('accepts any sound but silence for the short text %j', (text) => {
    expect(isSpeechOf(text, 1_000, 0, 1)).toBe(false);
    expect(isSpeechOf(text, 1_000, 99, 1)).toBe(false);
    expect(isSpeechOf(text, 10, 100, 1)).toBe(true);
  });
});

describe('expectedSpeechMs', () => {
  it.each([
    ['How are you today?', 1_200, 3_000],
    ['2026', 1_500, 3_000],
    ['第一个词必须立刻出现', 2_500, 4_500],
  ])('of %j is near the time that an engine takes', (text, least, most) => {
    expect(expectedSpeechMs(text)).toBeGreaterThan(least);
    expect(expectedSpeechMs(text)).toBeLessThan(most);
  });
});
