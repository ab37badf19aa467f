import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Speakable } from '../../../src/main/turn/speakable/speakable.js';
import { segmentBatch } from '../../../src/workers/segment/index.js';

/** The speech of an answer as the real rules cut it, silent sentences left out. */
function spoken(answer: string, language = 'en', maxChars = 400): string[] {
  const { segments } = segmentBatch(answer, { language, final: true, first: true, firstClauseMinChars: 80, maxChars });
  const speakable = new Speakable(language);
  return segments.map((segment) => speakable.say(segment)).filter((text) => text !== '');
}

describe('an answer', () => {
  it('with lists: bullets vanish, numbers stay', () => {
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

  it('with code: one phrase a block, in the language of the text', () => {
    const code = '```python\nimport os\n\n# Hello. World\ndef f(x):\n    return x\n```\n';
    expect(spoken(`Look:\n\n${code}\nIt works.`)).toEqual(['Look:', 'Python code.', 'It works.']);
    expect(spoken(`Вот код:\n\n${code}\nОн работает.`)).toEqual(['Вот код:', 'Код на Python.', 'Он работает.']);
    expect(spoken('So:\n~~~\nx. Y\n~~~\nEnd')).toEqual(['So:', 'Code block.', 'End']);
    expect(spoken('- one\n- ```js\n  a();\n  ```\n- two')).toEqual(['one.', 'JavaScript code.', 'two.']);
  });

  it('with code behind text in its line, and code that never ends', () => {
    expect(spoken('Run this: ```sh\nls. Now\n```\nDone.')).toEqual(['Run this: Shell code.', 'Done.']);
    expect(spoken('Look.\n```js\na();\n\nB();\n')).toEqual(['Look.', 'JavaScript code.']);
    expect(spoken('Use ```a()``` here. Fine.')).toEqual(['Use a() here.', 'Fine.']);
  });

  it('with tables: cells with commas, rows with an end', () => {
    const table = '| Name | *Age* |\n|:-----|----:|\n| Bob | 12 |\n| Ann | 13. Yes |\n| `a|b` | ✅ |\n\nThat is all.';
    expect(spoken(table)).toEqual(['Name, Age.', 'Bob, 12.', 'Ann, 13.', 'Yes.', 'a|b.', 'That is all.']);
    expect(spoken('Name | Age\n--- | ---\nBob | 12\nann | 13\n\nEnd.')).toEqual([
      'Name, Age.',
      'Bob, 12. ann, 13.',
      'End.',
    ]);
  });

  it('with emphasis over several sentences', () => {
    expect(spoken('**One is bold. Two is, too.** Three *is. Not*.')).toEqual([
      'One is bold.',
      'Two is, too.',
      'Three is.',
      'Not.',
    ]);
  });

  it('with an address longer than a sentence may be', () => {
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
/** Whatever may meet. */
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
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

describe('whatever the answer', () => {
  it('markdown leaves no marks to hear', () => {
    fc.assert(
      fc.property(document, (answer) => {
        // What is cut at a limit may be cut within its marks.
        expect(spoken(answer, 'en', Number.POSITIVE_INFINITY).join(' ')).not.toMatch(/[*_`~#|>[\]]|https?:/);
      }),
      { numRuns: 500 },
    );
  });

  it('prose is spoken as it is shown, in whatever sentences', () => {
    fc.assert(
      fc.property(
        prose,
        fc.constantFrom('.', '!', '?', '…', ''),
        fc.constantFrom('en', 'ru', 'de', 'xx'),
        (it, end, language) => {
          expect(new Speakable(language).say(` ${it}${end} `)).toBe(it + end);
        },
      ),
    );
  });

  it('nothing is thrown, runs on, or keeps white space around', () => {
    fc.assert(
      fc.property(
        fc.array(noise, { maxLength: 6 }),
        fc.constantFrom('en', 'ru', 'fr', 'xx', '-'),
        (sentences, language) => {
          const speakable = new Speakable(language);
          for (const sentence of sentences) {
            const speech = speakable.say(sentence);
            expect(speech).toBe(speech.trim());
            expect(speech).not.toMatch(/\s\s|[\uE000-\uE07F]/);
            expect(speech.length).toBeLessThanOrEqual(20 * sentence.length + 100);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('what is a hundred thousand characters of the same is spoken within the time a test has', () => {
    const parts = [
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
    ];
    const others = [
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
    ];
    for (const part of [...parts, ...others]) {
      for (const [before, after] of [
        ['', ''],
        ['x', 'x'],
        ['| a', '\n'],
      ]) {
        const answer = before + part.repeat(100_000 / part.length) + after;
        new Speakable('ru').say(answer);
      }
    }
  });
});
