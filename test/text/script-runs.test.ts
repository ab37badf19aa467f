import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrittenIn } from '../../src/text/language/language-tag.js';
import { type ForeignWords, scriptRuns } from '../../src/text/language/script-runs.js';
import { SCRIPTS, scriptIndexAt } from '../../src/text/language/scripts.js';
import { shortestMs } from '../harness/main-thread.js';

/** Gives each script its usual language. */
const usual = ({ script }: ForeignWords): string | undefined => script?.usualLanguage;

const lineOf = (text: string, base: string, languageOf = usual): string =>
  scriptRuns(text, base, languageOf)
    .map((run) => `${run.language ?? '?'}[${run.text}]`)
    .join('');

describe('scriptRuns', () => {
  it.each([
    ['Hello, how are you?', 'en', 'en[Hello, how are you?]'],
    ['- 100', 'ru', 'ru[- 100]'],
    ['', 'ru', 'ru[]'],
    ['The word 你好 means hello.', 'en', 'en[The word ]zh[你好 ]en[means hello.]'],
    ['Say "שלום" (peace), then "hi".', 'en', 'en[Say ]he["שלום" ]en[(peace), then "hi".]'],
    ['She said (привет).', 'en', 'en[She said ]ru[(привет).]'],
    ['한국(韓國)어', 'ko', 'ko[한국]zh[(韓國)]ko[어]'],
    ['привет-hello', 'en', 'ru[привет-]en[hello]'],
    ['Say привет 5 times.', 'en', 'en[Say ]ru[привет ]en[5 times.]'],
    ['Say привет5 now.', 'en', 'en[Say ]ru[привет5 ]en[now.]'],
    ['Это 5 мая or so', 'en', 'ru[Это 5 мая ]en[or so]'],
    ['1. 你好 - hello', 'en', 'en[1. ]zh[你好 - ]en[hello]'],
    ['привет ($5)', 'en', 'ru[привет ]en[($5)]'],
    ['東京タワー is high', 'en', 'ja[東京タワー ]en[is high]'],
    ['東京タワーは高い', 'ja', 'ja[東京タワーは高い]'],
    ['𠮷野家 is a chain', 'en', 'zh[𠮷野家 ]en[is a chain]'],
    ['five µm and 10 ªC', 'en', 'en[five µm and 10 ªC]'],
    ['ꕉꕜꕮ and on', 'en', '?[ꕉꕜꕮ ]en[and on]'],
    ['й (и\u0306) here', 'en', 'ru[й (и\u0306) ]en[here]'],
  ])('cuts %j in a sentence of %s into %s', (text, base, runs) => {
    expect(lineOf(text, base)).toBe(runs);
  });

  it('tells symbols from words', () => {
    const kinds: (boolean | string)[] = [];
    const note = ({ script, isSymbols }: ForeignWords): string => {
      kinds.push(script!.code, isSymbols);
      return 'en';
    };
    expect(lineOf('The angles α, β and the word λόγος', 'en', note)).toBe('en[The angles α, β and the word λόγος]');
    expect(kinds).toEqual(['Grek', true, 'Grek', false]);
  });

  const words = fc.constantFrom(
    ...[
      'hello',
      'привет',
      '你好',
      'ありがとう',
      'カタカナ',
      '안녕',
      'שלום',
      'شكرا',
      'สวัสดี',
      'α',
      'λόγος',
      'नमस्ते',
      'ꕉꕜ',
      '𠮷',
      'µ',
    ],
    ...[
      '5',
      '12:30',
      '(',
      ')',
      '"',
      '«',
      '»',
      ', ',
      '. ',
      ' ',
      '\n',
      '—',
      '-',
      '\u0301',
      '\u200d',
      '🙂',
      '\ud83d',
      'ー',
    ],
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 20 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );
  const bases = fc.constantFrom('en', 'ru', 'zh', 'ja', 'ko', 'he', 'el', 'qq', '!!');

  it('returns runs that are the sentence when joined', () => {
    fc.assert(
      fc.property(text, bases, (sentence, base) => {
        const runs = scriptRuns(sentence, base, usual);
        expect(runs.map((run) => run.text).join('')).toBe(sentence);
        for (const [i, run] of runs.entries()) if (i > 0) expect(run.language).not.toBe(runs[i - 1]!.language);
      }),
      { numRuns: 2_000 },
    );
  });

  it('puts every letter into a run of a language that is written in its script', () => {
    fc.assert(
      fc.property(text, bases, (sentence, base) => {
        for (const run of scriptRuns(sentence, base, usual)) {
          for (let i = 0; i < run.text.length; i++) {
            const index = scriptIndexAt(run.text, i);
            if (index < 0) continue;
            const script = SCRIPTS[index - 1];
            if (script === undefined) expect(run.language).toBeUndefined();
            else if (run.language !== script.usualLanguage) expect(isWrittenIn(run.language!, script.code)).toBe(true);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes milliseconds for a long text of any kind', () => {
    const texts = ['a', 'я', 'aя', 'a я ', '(', '"я', '5 я', 'я 5', '你', '\u0301', '𠮷a', ' '].map((part) =>
      part.repeat(50_000),
    );
    const readAll = (): void => {
      for (const long of texts) scriptRuns(long, 'en', usual);
    };
    expect(shortestMs(readAll, 3_000)).toBeLessThan(3_000);
  });
});
