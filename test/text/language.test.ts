import { describe, expect, it } from 'vitest';
import { candidateLanguages } from '../../src/text/language/choose-language.js';
import { detectScript } from '../../src/text/language/detect-script.js';
import { isWrittenIn } from '../../src/text/language/language-tag.js';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';

const SENTENCES: readonly [language: string, script: string, text: string][] = [
  ['en', 'Latn', 'How are you today?'],
  ['ru', 'Cyrl', 'Как у вас дела?'],
  ['el', 'Grek', 'Τι κάνεις σήμερα;'],
  ['hy', 'Armn', 'Ինչպե՞ս եք այսօր։'],
  ['ka', 'Geor', 'როგორ ხართ დღეს?'],
  ['he', 'Hebr', 'מה שלומך היום?'],
  ['ar', 'Arab', 'كيف حالك اليوم؟'],
  ['am', 'Ethi', 'ዛሬ እንዴት ነህ?'],
  ['hi', 'Deva', 'आज आप कैसे हैं?'],
  ['bn', 'Beng', 'আজ আপনি কেমন আছেন?'],
  ['pa', 'Guru', 'ਅੱਜ ਤੁਸੀਂ ਕਿਵੇਂ ਹੋ?'],
  ['gu', 'Gujr', 'આજે તમે કેમ છો?'],
  ['ta', 'Taml', 'இன்று எப்படி இருக்கிறீர்கள்?'],
  ['te', 'Telu', 'ఈ రోజు మీరు ఎలా ఉన్నారు?'],
  ['kn', 'Knda', 'ಇಂದು ನೀವು ಹೇಗಿದ್ದೀರಿ?'],
  ['ml', 'Mlym', 'ഇന്ന് സുഖമാണോ?'],
  ['si', 'Sinh', 'අද ඔබට කොහොමද?'],
  ['th', 'Thai', 'วันนี้เป็นอย่างไรบ้าง'],
  ['my', 'Mymr', 'ဒီနေ့ နေကောင်းလား။'],
  ['ko', 'Hang', '오늘 기분이 어때요?'],
  ['zh', 'Hani', '你今天好吗？'],
];

describe('candidateLanguages for a known script', () => {
  it.each(SENTENCES)('starts with %s for %s', (language, _script, text) => {
    expect(candidateLanguages(text, undefined, 'en')).toContain(language);
    expect(candidateLanguages(text, undefined, 'en')[0]).toBe(language);
  });

  it.each(SENTENCES)('starts with %s when the %s text is mixed with names and numbers', (language, script, text) => {
    const mixed = `${text} ${text} (GPT 4.5, 12:30) 🙂`;
    if (language !== 'en') expect(detectScript(mixed)).toMatchObject({ code: script });
    expect(candidateLanguages(mixed, undefined, 'en')[0]).toBe(language);
  });

  it('follows the script of most letters', () => {
    expect(candidateLanguages('The word «да» means yes.', undefined, 'en')[0]).toBe('en');
    expect(candidateLanguages('Откройте файл README в редакторе.', undefined, 'en')[0]).toBe('ru');
  });
});

describe('the words and the voice of a sentence with an address', () => {
  it.each([
    ['Да https://longexampledomainname.com', 'Да ссылка на longexampledomainname.com', 'ru'],
    ['Да, www.long-example.co.uk/path/to/page?query=1 тут.', 'Да, ссылка на long-example.co.uk тут.', 'ru'],
    ['Да, longexampledomainname.com.', 'Да, longexampledomainname.com.', 'ru'],
    ['Да, name@longexampledomainname.com', 'Да, name@longexampledomainname.com', 'ru'],
    ['[Да](https://longexampledomainname.com/path)', 'Да', 'ru'],
    ['Да https://HOST.EXAMPLE.COM/', 'Да link to HOST.EXAMPLE.COM', 'en'],
    ['Ja: https://longexampledomainname.com', 'Ja: link to longexampledomainname.com', 'en'],
    ['https://longexampledomainname.com', 'link to longexampledomainname.com', 'en'],
    [
      'Да, see me@longexampledomainname.com or longexampledomainname.com',
      'Да, see me@longexampledomainname.com or longexampledomainname.com',
      'en',
    ],
    ['Да 3f9a71b2c4d5e6f708192a3b4c5d6e7f', 'Да длинный код', 'ru'],
  ])('have the same language: %s', (shown, spoken, language) => {
    const speakable = new Speakable('en');
    expect(speechOf(speakable, shown)).toBe(spoken);
    expect(candidateLanguages(spoken, undefined, 'en')[0]).toBe(language);
  });
});

describe('a text of nothing but an address', () => {
  it('is spoken in the requested or the default language, or else in English', () => {
    expect(candidateLanguages('longexampledomainname.com', undefined, 'ru')).toEqual(['ru', 'en']);
    expect(speechOf(new Speakable('ru'), 'https://longexampledomainname.com')).toBe(
      'ссылка на longexampledomainname.com',
    );
  });
});

describe('Japanese and Chinese', () => {
  it.each([
    ['今日は元気ですか。', 'ja'],
    ['東京都庁、入口は二階の北側', 'ja'],
    ['カタカナ', 'ja'],
    ['今天天气很好。', 'zh'],
    ['臺北市立圖書館', 'zh'],
  ])('are told apart by kana: %s is %s', (text, language) => {
    expect(candidateLanguages(text, undefined, 'en')[0]).toBe(language);
  });

  it('are told apart by the hint when there is no kana', () => {
    expect(candidateLanguages('東京都庁', 'ja', 'en')).toEqual(['ja', 'zh']);
    expect(candidateLanguages('東京都庁', 'zh-TW', 'en')).toEqual(['zh-TW', 'zh']);
    expect(candidateLanguages('今日は', 'zh', 'en')).toEqual(['ja']);
  });
});

describe('a hint', () => {
  it.each([
    ['Guten Morgen, wie geht es?', 'de'],
    ['Ça va bien ?', 'fr-CA'],
    ['Доброго ранку!', 'uk'],
    ['Dobar dan, kako ste?', 'sr-Latn'],
    ['Добар дан, како сте?', 'sr'],
    ['नमस्कार', 'mr'],
    ['صباح الخير', 'fa'],
  ])('is followed when it fits the script: %s is %s', (text, language) => {
    expect(candidateLanguages(text, language, 'en')[0]).toBe(language);
  });

  it.each([
    ['Как дела?', 'en', 'ru'],
    ['How are you?', 'ru', 'en'],
    ['Dobar dan.', 'sr', 'en'],
    ['你好', 'fr', 'zh'],
    ['How are you?', 'qq', 'en'],
  ])('is ignored when it does not fit the script: %s is not %s but %s', (text, hint, language) => {
    expect(candidateLanguages(text, hint, 'en')).not.toContain(hint);
    expect(candidateLanguages(text, hint, 'en')[0]).toBe(language);
  });

  it('is ignored when it is not a language', () => {
    expect(isWrittenIn('!!', 'Latn')).toBe(false);
    expect(isWrittenIn('', 'Latn')).toBe(false);
    expect(candidateLanguages('Hello', '!!', 'de')).toEqual(['de', 'en']);
  });

  it('comes before the default language, which comes before the language of the script', () => {
    expect(candidateLanguages('Buenos días', 'es', 'pt')).toEqual(['es', 'pt', 'en']);
    expect(candidateLanguages('Добрый день', undefined, 'uk')).toEqual(['uk', 'ru']);
  });
});

describe('a text without a known script', () => {
  it('is spoken in the requested language when it has no letter', () => {
    expect(detectScript('12:30, 5 × 7 = 35!')).toBe('no_letters');
    expect(candidateLanguages('12:30', 'ru', 'en')).toEqual(['ru', 'en']);
    expect(candidateLanguages('12:30', undefined, 'en')).toEqual(['en']);
  });

  it('has no language when its script is unknown', () => {
    expect(detectScript('𐤀𐤁𐤂 𐤃𐤄')).toBe('unknown');
    expect(candidateLanguages('𐤀𐤁𐤂 𐤃𐤄', 'en', 'en')).toEqual([]);
  });
});
