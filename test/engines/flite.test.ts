import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadFlite } from '../../src/workers/engines/flite.js';
import { flitePieces, fliteText } from '../../src/workers/engines/flite-text.js';
import { HOSTILE_TEXTS } from './hostile-texts.js';
import { soundOf } from './sound.js';

const VOICE = 'slt';
const REFERENCE = 'The reference sentence.';

let flite: Engine<undefined>;
beforeAll(async () => {
  flite = await loadFlite(VOICE);
});

describe('fliteText', () => {
  it.each([
    ['“Don’t worry — it’s “easy”.”', '"Don\'t worry - it\'s "easy"."'],
    ['Crème brûlée, naïve café, Ångström', 'Creme brulee, naive cafe, Angstrom'],
    ['Straße, Ærø, Łódź, smørrebrød', 'Strasse, AEro, Lodz, smorrebrod'],
    ['ﬁne ½ cup… №5', 'fine 1/2 cup... No5'],
    ['20 °C is 68 °F', '20 degrees C is 68 degrees F'],
    ['a\u0000b\u0001c\n\td', 'a b c d'],
    ['Привет 你好 hello 👋', 'hello'],
    ['\ud800x\udfff', 'x'],
  ])('writes %j as %j', (text, ascii) => {
    expect(fliteText(text)).toBe(ascii);
  });

  it('returns printable ASCII for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[\x20-\x7e]*$/.test(fliteText(text))));
  });
});

describe('flitePieces', () => {
  it('keeps every character of the text, in order', () => {
    const word = fc.stringMatching(/^[!-~]{1,80}$/);
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const pieces = flitePieces(words.join(' '));
        expect(pieces.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const piece of pieces) expect(piece.trim()).not.toBe('');
      }),
    );
  });

  it('splits after a clause if there is a clause, and never within a word that fits', () => {
    const clause = 'a clause of plain words that goes on for some sixty letters,';
    expect(flitePieces(`${clause} ${clause} ${clause}`)).toEqual([clause, clause, clause]);
    expect(flitePieces('word '.repeat(60)).every((piece) => /^(word ?)+$/.test(piece))).toBe(true);
    expect(flitePieces('7'.repeat(400)).every(({ length }) => length <= 30)).toBe(true);
  });
});

describe('flite', () => {
  it.each([
    ['hostile texts', HOSTILE_TEXTS],
    ['hundreds of digits', ['7'.repeat(200)]],
    ['hundreds of characters outside ASCII', ['é'.repeat(200), '“”‘’—'.repeat(40), 'Ω'.repeat(200)]],
    ['texts without a letter', ['-', '', ' ', '…', '$'.repeat(50)]],
  ])('speaks the next sentence unchanged after %s', (_situation, hostile) => {
    const before = soundOf(flite, REFERENCE, VOICE);
    for (const text of hostile) soundOf(flite, text, VOICE);
    expect(soundOf(flite, REFERENCE, VOICE)).toEqual(before);
  });

  it.each([
    ['“Don’t worry — it’s “easy”.”', 'Dont worry its easy'],
    ['He said “It’s here,” — “don’t touch the crème brûlée”.', 'He said its here dont touch the creme brulee'],
    ['Zoë’s naïve café résumé', 'Zoes naive cafe resume'],
  ])('speaks the words of %j', (text, words) => {
    expect(soundOf(flite, text, VOICE).durationMs).toBeGreaterThan(0.8 * soundOf(flite, words, VOICE).durationMs);
  });

  it('delivers a long sentence in pieces, and can be stopped between two of them', () => {
    const pieces: number[] = [];
    flite.speak('A sentence with more than one clause, '.repeat(10), VOICE, (samples) => {
      pieces.push(samples.length);
      return pieces.length === 2;
    });
    expect(pieces).toHaveLength(2);
  });
});
