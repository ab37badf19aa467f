import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadEspeak } from '../../src/workers/engines/espeak.js';
import { espeakText } from '../../src/workers/engines/espeak-text.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { isSameSound, type Sound, soundOf } from './sound.js';

const REFERENCE = 'Word 12.';

let espeak: Engine<undefined>;
const references = new Map<string, Sound>();
beforeAll(async () => {
  espeak = await loadEspeak(175);
  // A fresh engine speaks every voice correctly: these sounds are the references.
  for (const voice of espeak.voices) references.set(voice, soundOf(espeak, REFERENCE, voice));
});

function expectReference(voice: string): void {
  const now = soundOf(espeak, REFERENCE, voice);
  const before = references.get(voice) as Sound;
  expect(isSameSound(now, before), `${voice}: ${JSON.stringify(now)} instead of ${JSON.stringify(before)}`).toBe(true);
}

const fragments = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.constantFrom(
    '<',
    '>',
    '&',
    ';',
    '[[',
    ']]',
    '[',
    '/',
    '"',
    "'",
    '=',
    '!',
    '?',
    '#',
    '\u0001',
    '\u0000',
    '\n',
    ' ',
  ),
  fc.constantFrom(
    'voice',
    'speak',
    'xml:lang',
    'emphasis',
    'prosody',
    'name',
    'de',
    'lt',
    'amp',
    '5s',
    'слово',
    '你好',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const hostileText = fc.array(fragments, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));

describe('espeakText', () => {
  it('leaves no engine command in any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const plain = espeakText(text);
        expect(plain).not.toMatch(/[<\p{Cc}\p{Co}]|\[\[|&(?!(?:lt|amp);)/u);
        expect(plain.isWellFormed()).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not change plain text', () => {
    for (const text of ['Hello, how are you?', 'Привет! 5 > 3, [a] (b) "c" — d…', '你好。', 'a;b #5 50% x=y']) {
      expect(espeakText(text)).toBe(text);
    }
  });
});

describe('espeak', () => {
  it.each(HOSTILE_TEXTS)('speaks the next sentence unchanged after %j', (text) => {
    for (const voice of ['en-us', 'ru']) {
      soundOf(espeak, text, voice);
      expectReference(voice);
    }
  });

  it('speaks a reference sentence with the same length and level in every voice, after any fuzzed text', () => {
    const voices = [...espeak.voices];
    fc.assert(
      fc.property(fc.constantFrom(...voices), fc.constantFrom(...voices), hostileText, (spoken, next, text) => {
        soundOf(espeak, text, spoken);
        expectReference(next);
      }),
      { numRuns: 100 },
    );
    for (const voice of voices) expectReference(voice);
  });

  it.each([
    ['x<y and that is all folks', 'x, y and that is all folks'],
    ['Vec<T> is a type', 'Vec, T, is a type'],
    ['[[Main Page]] is the first page', 'Main Page is the first page'],
    ['if a<b and c>d then stop', 'if a, b and c, d then stop'],
    ['The tag <b and more words follow here', 'The tag b and more words follow here'],
    ['He said AT&T rocks', 'He said A T and T rocks'],
    ['Use List<String> or Map<K, V> here', 'Use List String or Map K, V here'],
  ])('loses no word of %j', (text, words) => {
    const spoken = soundOf(espeak, text, 'en-us');
    expect(spoken.durationMs).toBeGreaterThan(0.75 * soundOf(espeak, words, 'en-us').durationMs);
  });

  it('sounds the same after a reset and after a restore', async () => {
    espeak.reset();
    expectReference('en-us');
    await espeak.restore();
    expectReference('en-us');
    expectReference('ru');
  });
});
