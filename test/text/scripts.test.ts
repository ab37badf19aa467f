import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidateLanguages, spokenLanguage } from '../../src/text/language/choose-language.js';
import { detectScript } from '../../src/text/language/detect-script.js';
import { isLanguageTag, primarySubtag } from '../../src/text/language/language-tag.js';
import { SCRIPTS, scriptIndexOf } from '../../src/text/language/scripts.js';

describe('scriptIndexOf', () => {
  it.each(SCRIPTS)('knows every letter of the Basic Multilingual Plane in $name', (script) => {
    const property = new RegExp(`^(?=\\p{L})\\p{Script=${script.name}}$`, 'u');
    const wrong: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      const letter = String.fromCharCode(unit);
      if (!/^\p{L}$/u.test(letter)) continue;
      if (property.test(letter) !== (SCRIPTS[scriptIndexOf(unit) - 1] === script)) wrong.push(unit.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('knows ideographs beyond that plane', () => {
    expect(SCRIPTS[scriptIndexOf('𠮷'.charCodeAt(0)) - 1]?.code).toBe('Hani');
  });
});

describe('detectScript', () => {
  it.each([
    ['Hello', 'Latn'],
    ['OK я', 'Cyrl'],
    ['iPhone я', 'Latn'],
    ['Да! OK', 'Cyrl'],
    ['Привет こんにちは', 'Cyrl'],
    ['東京は', 'Hira'],
    ['東京', 'Hani'],
    ['The particle は', 'Latn'],
    ['한국어 韓國', 'Hang'],
  ])('reads %s as %s', (text, code) => {
    expect(detectScript(text)).toMatchObject({ code });
  });

  it.each([
    ['5 kg', 'few_latin'],
    ['12:30', 'no_letters'],
    ['', 'no_letters'],
    ['ꕉꕜꕮ', 'unknown'],
  ])('reads %j as %s', (text, expected) => {
    expect(detectScript(text)).toBe(expected);
  });
});

describe('words and voices', () => {
  const TEXTS = ['OK я', 'Привет こんにちは', 'Hello', '東京', 'Да, 5 km', 'Wi-Fi на даче', 'ꕉꕜꕮ'];
  const LANGUAGES = [undefined, 'en', 'ru', 'de', 'ja', 'uk', 'qq'];

  it.each(TEXTS)('take the same language for %s', (text) => {
    for (const requested of LANGUAGES) {
      const [voice] = candidateLanguages(text, requested, 'en');
      expect(spokenLanguage(text, requested, 'en')).toBe(voice === undefined ? 'und' : primarySubtag(voice));
    }
  });

  it('take the same language for any text that has enough letters', () => {
    const part = fc.constantFrom(
      ...['the ', 'The ', 'im', 'x', 'iPhone ', 'WLAN ', '5', ' kg ', '7 days ', 'да', ' Я ', 'ς', '東京', 'は', 'カ'],
      ...[
        '한',
        'ꕉ',
        'µ',
        'ー',
        ' ',
        '. ',
        ', ',
        'example.com ',
        'a@b.de ',
        '𠮷',
        'é',
        'e\u0301',
        'ל',
        'क',
        'word '.repeat(70),
      ],
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
        fc.constantFrom(
          undefined,
          'en',
          'en-GB',
          'de',
          'ru',
          'uk',
          'sr',
          'sr-Latn',
          'el',
          'ja',
          'ko',
          'zh',
          'he',
          'hi',
          'qq',
        ),
        fc.constantFrom('en', 'ru', 'ja'),
        (text, requested, usual) => {
          const script = detectScript(text);
          const [voice] = candidateLanguages(text, requested, usual);
          const expected = voice === undefined ? 'und' : primarySubtag(voice);
          const isTold = script !== 'no_letters' && script !== 'few_latin';
          expect(spokenLanguage(text, requested, usual)).toBe(isTold ? expected : undefined);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('speak a few Latin letters in the requested language, or in English where no voice speaks it', () => {
    expect(candidateLanguages('5 kg', 'ru', 'de')).toEqual(['ru', 'de', 'en']);
    expect(spokenLanguage('5 kg', 'ru', 'de')).toBeUndefined();
  });
});

describe('isLanguageTag', () => {
  it.each(['en', 'pt-BR', 'zh-Hans-CN', 'sr-Latn', 'de-CH-1996', 'yue', 'en-a-b-c-d-e'])('accepts %s', (tag) => {
    expect(isLanguageTag(tag)).toBe(true);
  });

  it.each(['', 'e', 'en_US', 'english', 'en-', 'en-a-b-c-d-e-f-g', 'en-toolongsubtag', 'ру'])('rejects %j', (tag) => {
    expect(isLanguageTag(tag)).toBe(false);
  });
});
