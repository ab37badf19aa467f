import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPOKEN_WORDS } from '../../src/text/languages/registry.js';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { shortestMs } from '../harness/main-thread.js';
import { speechOf } from '../harness/speech-text.js';

const LANGUAGES = [...Object.keys(SPOKEN_WORDS), 'fi', 'th', 'xx'];
const PARTS =
  '0 1 5 12 007 300 2024 1,234 1.5 3,50 000 - – — . , : / ( ) # № $ € £ % ° ° C x × * + = < > ≤ ^ ² ³ ⁶ ₂ ½ ¾ km кг m h Uhr am в к XIX IV I V Henry Louis Пётр глава код code PIN +7 T Z г. гг. в. -й -го er e º . Mio. тыс. руб. Jan. янв. марта 5. März Mon–Fri 3x c. b. l/100 m/s² $.5 18./ BA Flug u. 上 は 是 a b'.split(
    ' ',
  );
const noise = fc
  .array(fc.tuple(fc.constantFrom(...PARTS), fc.constantFrom('', ' ', ' ')), { maxLength: 40 })
  .map((parts) => parts.flat().join(''));

describe('Speakable with any numbers', () => {
  it('never throws, bounds the length of the speech, and shows no hidden marks', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...LANGUAGES), (text, language) => {
        const speech = speechOf(new Speakable(language), text, language);
        expect(speech).not.toMatch(/\s\s|[\uE000-\uE07F]|undefined|NaN/);
        expect(speech.length).toBeLessThanOrEqual(40 * text.length + 100);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps prose without numbers as it is', () => {
    for (const text of ['I think so.', 'When I was here, I left.', 'Then I, too.', 'And I.', 'Was I?', 'Vitamin C.']) {
      expect(speechOf(new Speakable('en'), text)).toBe(text);
    }
  });

  // Each kind takes some tens of milliseconds: the limit shows work that is quadratic.
  it.each([
    ...[
      '1 ',
      '123 ',
      '123-',
      '5-',
      '5,',
      '1:00 ',
      '1:00-',
      '1/2 ',
      '1 1/2 ',
      'XI ',
      'XI-',
      'V и ',
      '1-й ',
      '5. ',
      'am 5. ',
    ],
    ...[
      '2024 ',
      '2024-01-01 ',
      '1.1.2024 ',
      '5 марта ',
      '5 по ',
      '1 и 2 ',
      'code ',
      'code is ',
      'PIN 1',
      'код 1',
      '+7 9',
      '(1',
    ],
    ...[
      '$1,111',
      '$5-',
      '5 km',
      '5x',
      'x<',
      '<5',
      '10⁶',
      'C₆',
      'x²',
      '1e5',
      'a/b ',
      '5/',
      'Mon–',
      '中5',
      'Prof. ',
      '№ ',
      '~',
    ],
    ...[
      'c. ',
      'b. d. ',
      '3x-',
      '3x/',
      '5.-7.6. ',
      '18./',
      'am Mi., 5. ',
      '5 l/100 ',
      'm/s^2 ',
      '5 g/',
      '$.5',
      'flight BA 1, ',
      'Mo. b',
    ],
  ])('speaks a hundred thousand characters of one kind in time: %j', (part) => {
    const text = `x ${part.repeat(100_000 / part.length)}`;
    for (const language of ['en', 'ru', 'de', 'zh']) {
      expect(shortestMs(() => speechOf(new Speakable(language), text, language), 1_500)).toBeLessThan(1_500);
    }
  });
});
