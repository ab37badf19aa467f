import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentBatch } from '../../../src/text/segment/index.js';
import { Speakable } from '../../../src/text/speakable/speakable.js';
import { shortestMs } from '../../harness/main-thread.js';
import { speechOf } from '../../harness/speech-text.js';

/** Returns the speech of an answer in the sentences of the real rules, without silent sentences. */
function spoken(answer: string, language = 'en', maxChars = 400): string[] {
  const { segments } = segmentBatch(answer, { language, final: true, first: true, firstClauseMinChars: 80, maxChars });
  const speakable = new Speakable(language);
  return segments.map((segment) => speechOf(speakable, segment)).filter((text) => text !== '');
}

/** Marks, and the starts of longer forms, of which a model may repeat any number. */
const REPEATED = [
  '*',
  '_',
  '`',
  '` ',
  '~',
  '|',
  '[',
  '[a](',
  '![](',
  '](#',
  '<',
  '<a ',
  '<!--',
  '\\',
  '#',
  '-',
  '- ',
  '>',
  '= ',
  ' ',
  '\t',
  '\n',
  '&',
  '1',
  '1.',
  '1,0 ',
  '$',
  '$1',
  'a.',
  'z. B',
  'a1',
  'A-',
  'https://',
  'www.',
  'a@',
  '😀',
  '\u200d',
  '5–',
  '~5',
  '->',
  '[^a',
  '🇩',
  '!"',
  '.)',
  '$x',
  '$x ',
  '$5 ',
  '\\[',
  '\\(',
  '$$',
  '$$ ',
  '\\begin{a}',
  '\\frac',
  '\\frac{',
  '\\frac{1}{2} ',
  '^{',
  'x^{2}',
  '_{1}',
  '\\x',
  '\\sqrt',
  '\\text{a} ',
  '$x$ ',
  '\\[x\\] ',
  '$\\a',
  '[1]',
  '[1] ',
  '[1',
  '[1, ',
  '[^1',
  '[[1]](',
  '([a](',
  '([a](b)',
  '[a](b)',
  '【',
  '【1',
  '【a†',
  '†',
  '[oaicite:',
  'turn1abcd2',
  'cite',
  '\ue200',
  '\ue200a\ue201',
  '\ue201',
  '.¹',
  '¹',
  'abcd¹',
  '[note 1',
  '[источник',
  '<b>',
  '</b>',
  '<b',
  '<a b="c" ',
  '<sub alias="x">',
  '<sub alias="x">y</sub>',
  '<say-as interpret-as="characters">',
  '<x>',
  '<x/>',
  '<break time="1s"/>',
  '</p>',
  '<s>',
  '<![CDATA[',
  '<#1',
  '<?a',
  '<!a',
  '<script>',
  '<a b=c',
  '< a',
  '\x1b[',
  '\x1b]',
  '\x9d',
  '\x1b[31m',
  '\\x1b[31m',
  '[31m',
  '[0m',
  '\ufffd',
  'a\ufffd',
  '\u00ad',
  '\u200b',
  '\u200d',
  '\u0301',
  'a\u0301',
  '\u0336',
  '①',
  '🅰',
  'Ⅳ',
  '𝐀',
  'Ａ',
  '㎡',
  'ᴛʜ',
  'ʰ',
  'ₐ',
  '²⁄₃',
  'ﷺ',
  'ｶﾞ',
  '\u1112\u1161',
  '´',
  '&amp;',
  '&#1;',
  '&a',
  '&lt;b&gt;',
  '\ue100',
  '\ue110 ',
];

describe('Speakable with an answer', () => {
  it('drops the bullets of lists, and keeps their numbers', () => {
    const answer = '# Tea\n\nYou need:\n\n- a cup\n- [ ] **tea**\n\n1. Boil *it*. Wait\n2. Drink\n\n---\n\n> Enjoy!';
    expect(spoken(answer)).toEqual([
      'Tea.',
      'You need:',
      'a cup.',
      'tea.',
      '1. Boil it.',
      'Wait.',
      '2. Drink.',
      'Enjoy!',
    ]);
  });

  it('speaks a code block as one phrase, in the language of the text', () => {
    const code = '```python\nimport os\n\n# Hello. World\ndef f(x):\n    return x\n```\n';
    expect(spoken(`Look:\n\n${code}\nIt works.`)).toEqual(['Look:', 'Python code.', 'It works.']);
    expect(spoken(`Вот код:\n\n${code}\nОн работает.`)).toEqual(['Вот код:', 'Код на Python.', 'Он работает.']);
    expect(spoken('So:\n~~~\nx. Y\n~~~\nEnd')).toEqual(['So:', 'Code block.', 'End']);
    expect(spoken('- one\n- ```js\n  a();\n  ```\n- two')).toEqual(['one.', 'JavaScript code.', 'two.']);
  });

  it('finds code behind text in the same line, and code that never ends', () => {
    expect(spoken('Run this: ```sh\nls. Now\n```\nDone.')).toEqual(['Run this: Shell code.', 'Done.']);
    expect(spoken('Look.\n```js\na();\n\nB();\n')).toEqual(['Look.', 'JavaScript code.']);
    expect(spoken('Use ```a()``` here. Fine.')).toEqual(['Use a() here.', 'Fine.']);
  });

  it('separates the cells of a table by commas, and ends its rows', () => {
    const table = '| Name | *Age* |\n|:-----|----:|\n| Bob | 12 |\n| Ann | 13. Yes |\n| `a|b` | ✅ |\n\nThat is all.';
    expect(spoken(table)).toEqual(['Name, Age.', 'Bob, 12.', 'Ann, 13.', 'Yes.', 'a|b.', 'That is all.']);
    expect(spoken('Name | Age\n--- | ---\nBob | 12\nann | 13\n\nEnd.')).toEqual([
      'Name, Age.',
      'Bob, 12. ann, 13.',
      'End.',
    ]);
  });

  it('drops emphasis over several sentences', () => {
    expect(spoken('**One is bold. Two is, too.** Three *is. Not*.')).toEqual([
      'One is bold.',
      'Two is, too.',
      'Three is.',
      'Not.',
    ]);
  });

  it('shortens an address that is longer than a sentence may be', () => {
    expect(spoken(`See:\nhttps://example.com/${'a1b2/'.repeat(300)} now. Good.`)).toEqual([
      'See:',
      'link to example.com',
      'now.',
      'Good.',
    ]);
  });
});

const PROSE = ['Hello', 'there', 'it is', 'so', 'Привет', 'как дела', 'schön', '你好'];
const prose = fc.array(fc.constantFrom(...PROSE), { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const inline = fc
  .tuple(fc.constantFrom('*', '**', '***', '_', '__', '~~', '`', ''), prose)
  .map(([mark, text]) => mark + text + mark);
const link = prose.map((text) => `[${text}](https://example.com/a_b)`);
const text = fc.array(fc.oneof(inline, link), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
const block = fc.oneof(
  text.map((it) => `${it}.`),
  fc
    .tuple(fc.constantFrom('# ', '### ', '- ', '* ', '> ', '> - ', '- [x] ', '• '), text)
    .map((parts) => parts.join('')),
  fc
    .array(text, { minLength: 2, maxLength: 3 })
    .map((cells) => `| ${cells.join(' | ')} |\n|${cells.map(() => '---|').join('')}`),
  prose.map((it) => `\`\`\`js\n${it}(*a*, **b) | #\n\`\`\``),
  fc.constantFrom('---', '***', '* * *'),
);
const document = fc.array(block, { minLength: 1, maxLength: 8 }).map((blocks) => blocks.join('\n\n'));
/** Marks, words and random strings, in any order. */
const noise = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '*',
        '_',
        '`',
        '```',
        '~~~',
        '|',
        '\n',
        ' ',
        '#',
        '> ',
        '- ',
        '1. ',
        '[',
        '](',
        ')',
        '<',
        '>',
        '\\',
        '$',
        '5',
      ),
      fc.constantFrom(
        'km',
        '°C',
        'https://',
        'www.',
        '😀',
        '\u200d',
        '\ud83d',
        '\ue02a',
        '=>',
        '…',
        '&amp;',
        'т. д.',
        '!!!',
        '---',
        '$x^2$',
        '\\[',
        '\\]',
        '\\frac{1}',
        '<break/>',
        '<p',
        '</p>',
        '[1]',
        '¹',
        '𝐚',
        '\ue110',
        '\ue200',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('Speakable with any answer', () => {
  it('leaves no marks of Markdown in the speech', () => {
    fc.assert(
      fc.property(document, (answer) => {
        // The length is unlimited, because a cut at the limit may fall within marks.
        expect(spoken(answer, 'en', Number.POSITIVE_INFINITY).join(' ')).not.toMatch(/[*_`~#|>[\]]|https?:/);
      }),
      { numRuns: 500 },
    );
  });

  it('speaks prose as it is shown, in every kind of sentence', () => {
    fc.assert(
      fc.property(
        prose,
        fc.constantFrom('.', '!', '?', '…', ''),
        fc.constantFrom('en', 'ru', 'de', 'xx'),
        (it, end, language) => {
          expect(speechOf(new Speakable(language), ` ${it}${end} `)).toBe(it + end);
        },
      ),
    );
  });

  it('never throws, bounds the length of the speech, and leaves no surplus white space', () => {
    fc.assert(
      fc.property(
        fc.array(noise, { maxLength: 6 }),
        fc.constantFrom('en', 'ru', 'fr', 'xx', '-'),
        (sentences, language) => {
          const speakable = new Speakable(language);
          for (const sentence of sentences) {
            const speech = speechOf(speakable, sentence);
            expect(speech).toBe(speech.trim());
            expect(speech).not.toMatch(/\s\s|[\uE000-\uF8FF]/);
            expect(speech.length).toBeLessThanOrEqual(20 * sentence.length + 100);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  // Each kind takes 0.3 s at most; quadratic work on one of them took 2 to 10 s, which stayed unnoticed in a limit for all.
  it.each(REPEATED)('speaks a hundred thousand characters of one kind in time: %j', (part) => {
    for (const [before, after] of [
      ['', ''],
      ['x', 'x'],
      ['| a', '\n'],
    ]) {
      const text = before + part.repeat(100_000 / part.length) + after;
      expect(shortestMs(() => speechOf(new Speakable('ru'), text), 1_500)).toBeLessThan(1_500);
    }
  });
});
