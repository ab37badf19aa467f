/** The language of answers whose client requests none: of short sentences, and of whole answers, which must not flip. */
import { beforeAll, describe, expect, it } from 'vitest';
import { AnswerLanguage, type AnswerLanguageOptions } from '../../src/text/language/answer-language.js';
import { type LanguageDetector, loadLanguageDetector } from '../../src/text/language/language-detector.js';
import { shortestMs } from '../harness/main-thread.js';
import { LANGUAGE_SAMPLES } from './language-samples.js';

/** The languages of the shipped config. */
const LANGUAGES = 'en de es fr it pt nl pl cs sv tr ru uk ar fa'.split(' ');

let detector: LanguageDetector;
beforeAll(async () => {
  detector = (await loadLanguageDetector(LANGUAGES))!;
});

/** Returns the language of each sentence of an answer. */
function languagesOf(sentences: readonly string[], options: Partial<AnswerLanguageOptions> = {}): string {
  const languages = new AnswerLanguage({ defaultLanguage: 'en', detector, ...options });
  return sentences.map((sentence) => languages.of(sentence)).join(' ');
}

const wrongOf = (kind: 'long' | 'short', options: (language: string) => Partial<AnswerLanguageOptions>): string[] =>
  LANGUAGE_SAMPLES.flatMap(({ language, ...texts }) =>
    texts[kind]
      .filter((text) => languagesOf([text], options(language)) !== language)
      .map((text) => `${language}: ${text}`),
  );

describe('the language of a first sentence', () => {
  it('of eight words or more is right in all 78 sentences of 13 languages', () => {
    expect(wrongOf('long', () => ({}))).toEqual([]);
  });

  it('of three to five words is right in 64 of 65 sentences; one is Ukrainian and Russian alike', () => {
    expect(wrongOf('short', () => ({}))).toEqual(['uk: Таймер уже запущено.']);
  });

  it('of eight words or more is right although another language is expected', () => {
    expect(wrongOf('long', (language) => ({ expected: () => [language === 'de' ? 'fr' : 'de'] }))).toEqual([]);
  });

  it('is right in each sentence when the device was answered in that language', () => {
    for (const kind of ['long', 'short'] as const) {
      expect(wrongOf(kind, (language) => ({ expected: () => [language] }))).toEqual([]);
    }
  });

  it.each(['OK.', 'Hm…', '42', 'Google Chrome', '…', '- 100', 'www.example.com'])(
    'is the expected one for %j',
    (text) => {
      expect(languagesOf([text], { expected: () => ['de'] })).toBe('de');
      expect(languagesOf([text])).toBe('en');
    },
  );

  it('is the expected one for a word that many languages have', () => {
    expect(languagesOf(['Ja.'], { expected: () => ['nl'] })).toBe('nl');
    expect(languagesOf(['No.'], { expected: () => ['it'] })).toBe('it');
    expect(languagesOf(['Да.'], { expected: () => ['uk'] })).toBe('uk');
  });

  it.each([
    ['ar', 'شكرا جزيلا على سؤالك، سأشرح لك الأمر الآن.'],
    ['fa', 'ممنون از سوال شما، الان برایتان توضیح می‌دهم.'],
    ['hi', 'नमस्ते, आप कैसे हैं?'],
    ['he', 'שלום, מה שלומך היום?'],
    ['el', 'Καλημέρα, τι κάνετε σήμερα;'],
    ['ko', '오늘 기분이 어때요?'],
    ['ja', 'きょうはげんきですか。'],
    ['zh', '你今天好吗？'],
    ['th', 'วันนี้เป็นอย่างไรบ้าง'],
  ])('is %s by its script or its words: %s', (language, text) => {
    expect(languagesOf([text])).toBe(language);
  });

  it('is the requested one, even against the words', () => {
    expect(languagesOf(['Guten Morgen, wie geht es Ihnen heute?'], { requested: 'en' })).toBe('en');
    expect(languagesOf(['Утром будет облачно.', '- 100', 'Sure thing!'], { requested: 'uk' })).toBe('uk uk en');
  });
});

describe('the language of an answer', () => {
  it.each<[string, readonly string[], string]>([
    [
      'German with English products',
      ['Öffnen Sie Google Chrome.', 'Klicken Sie dann auf „Save changes“.', 'Microsoft Edge', 'OK.', 'Fertig!'],
      'de de de de de',
    ],
    [
      'English with foreign names',
      [
        'Here are some places that you should visit.',
        'Rio de Janeiro, Brazil',
        'Barcelona, Sevilla, San Sebastián.',
        'I recommend Der Spiegel, Süddeutsche Zeitung and Frankfurter Allgemeine.',
        'La Traviata by Giuseppe Verdi.',
        'Bayern Munich beat Real Madrid.',
        'Leonardo da Vinci',
      ],
      'en en en en en en en',
    ],
    [
      'English with quotations and code',
      [
        'You can greet people in many languages.',
        'He said "C’est la vie, mon ami" and left the room.',
        'Guten Morgen.',
        'Run `npm install --save-dev` first.',
        'const naam = wachten(op);',
        'Nice!',
      ],
      'en en en en en en',
    ],
    [
      'Spanish with short items',
      ['Claro, aquí tienes la lista de la compra:', '- Manzanas', '- Leche', '- Pan', 'Son 12 €.', '¿Algo más?'],
      'es es es es es es',
    ],
    [
      'Russian with names and numbers',
      ['Вот цены на сегодня:', '- 100', '- Молоко', 'Google Chrome', 'Киев, Харьков, Одесса.', 'Готово.'],
      'ru ru ru en ru ru',
    ],
    [
      'Ukrainian with short sentences',
      ['Так.', 'Зараз я перевірю погоду в Києві.', 'Добре.', '- Молоко', '+5 °C', 'Гарного дня!'],
      'ru uk uk uk uk uk',
    ],
    [
      'French from its second sentence on',
      ['OK.', 'Je vais vérifier cela tout de suite.', 'Un instant.', 'Voilà !', 'Microsoft Teams'],
      'en fr fr fr fr',
    ],
  ])('stays the same: %s', (_kind, sentences, languages) => {
    expect(languagesOf(sentences)).toBe(languages);
  });

  it('is followed where it really changes, and comes back', () => {
    const sentences = [
      'Sure, here is your sentence in some languages.',
      'In German: Guten Morgen, wie geht es Ihnen heute?',
      'It is polite.',
      'In Spanish: Buenos días, ¿cómo se encuentra usted hoy?',
      'Shall I go on?',
    ];
    expect(languagesOf(sentences)).toBe('en de en es en');
  });

  it('changes for good when the rest of the answer is in another language', () => {
    const sentences = [
      'Sure, I can write the letter in German for you.',
      'Sehr geehrte Damen und Herren,',
      'ich möchte mein Abonnement zum nächsten Monat kündigen.',
      'Bitte bestätigen Sie mir den Eingang dieser Kündigung.',
      'Vielen Dank.',
      'Mit freundlichen Grüßen',
    ];
    expect(languagesOf(sentences)).toBe('en de de de de de');
  });

  it('follows the script of each sentence, and numbers stay with the sentence before them', () => {
    const sentences = ['Here it is.', 'Утром будет облачно.', '25 °C', 'That is all for today.', '100'];
    expect(languagesOf(sentences)).toBe('en ru ru en en');
  });

  it('is not changed by an emoticon', () => {
    expect(languagesOf(['This is fine ¯\\_(ツ)_/¯', 'OK (ツ)', '(´・ω・`)'])).toBe('en en en');
  });

  it('is told with its reason', () => {
    const mainOf = (sentence: string, options: Partial<AnswerLanguageOptions> = {}) => {
      const languages = new AnswerLanguage({ defaultLanguage: 'en', detector, ...options });
      languages.of(sentence);
      return languages.main;
    };
    expect(mainOf('42')).toEqual({ language: 'en', reason: 'expected' });
    expect(mainOf('42', { requested: 'de' })).toEqual({ language: 'de', reason: 'requested' });
    expect(mainOf('Guten Morgen, wie geht es Ihnen?')).toEqual({ language: 'de', reason: 'detected' });
    expect(mainOf('OK, Google', { expected: () => ['de'] })).toEqual({ language: 'de', reason: 'expected' });
    expect(mainOf('Good morning.', { requested: 'de' })).toEqual({ language: 'de', reason: 'requested' });
    expect(mainOf('你今天好吗？')).toEqual({ language: 'zh', reason: 'script' });
  });
});

describe('loadLanguageDetector', () => {
  it('loads nothing for fewer than two languages', async () => {
    expect(await loadLanguageDetector([])).toBeUndefined();
    expect(await loadLanguageDetector(['en'])).toBeUndefined();
  });

  it('tells apart only the languages that are given, by their tags', async () => {
    const regional = (await loadLanguageDetector(['en-GB', 'pt-BR', 'nb', 'xx']))!;
    expect([...regional.languages].sort()).toEqual(['en-GB', 'nb', 'pt-BR']);
    const languages = new AnswerLanguage({ defaultLanguage: 'en-GB', detector: regional });
    expect(languages.of('Encontrei três restaurantes por perto que ainda estão abertos.')).toBe('pt-BR');
    expect(languages.of('Jag hittade tre restauranger i närheten.')).not.toBe('sv');
  });
});

describe('the time to find a language', () => {
  it('grows with the text no more than to a bound', () => {
    const texts = [
      "'".repeat(100_000),
      'a'.repeat(100_000),
      'ab '.repeat(33_000),
      '"« '.repeat(33_000),
      '(ツ'.repeat(33_000),
    ];
    const findAll = (): void => {
      for (const text of texts) languagesOf([text, text]);
    };
    expect(shortestMs(findAll, 2_000)).toBeLessThan(2_000);
  });
});
