import { describe, expect, it } from 'vitest';
import { Speakable } from '../../../src/text/speakable/speakable.js';
import { speechOf } from '../../harness/speech-text.js';

/** Checks the speech of sentences, each from an answer of its own: shown → spoken. */
const check = (language: string, rows: readonly (readonly [shown: string, spoken: string])[]): void => {
  expect(rows.map(([shown]) => [shown, speechOf(new Speakable(language), shown)])).toEqual(rows);
};

describe('Speakable with prose', () => {
  it('keeps prose unchanged, but trimmed', () =>
    check('en', [
      ['Hello there. ', 'Hello there.'],
      [' “Well,” he said – and left… ', '“Well,” he said – and left…'],
      ['Ça va ?', 'Ça va ?'],
      ['你好，世界。', '你好，世界。'],
      ['It is 10:30, on Friday, at $ or so.', 'It is 10:30, on Friday, at $ or so.'],
    ]));

  it('joins several spaces', () => check('en', [['One\ttwo\n  three.', 'One two three.']]));

  it('returns an empty text when there is nothing to hear', () =>
    check(
      'en',
      ['', ' ', '\n', '!', '—', '…', '***', '* ', '> ', '#', '😊', '🇩🇪 👍🏽', '|', '```'.slice(1)].map((text) => [
        text,
        '',
      ]),
    ));
});

describe('Speakable with Markdown', () => {
  it('drops emphasis', () =>
    check('en', [
      ['**Note:** it is *really* ***so***.', 'Note: it is really so.'],
      ['__Bold__ and _thin_ and ~~gone~~.', 'Bold and thin and gone.'],
      ['**Its other end is in the next sentence. ', 'Its other end is in the next sentence.'],
      ['这是**重点**内容。', '这是重点内容。'],
    ]));

  it('keeps text that only looks like Markdown', () =>
    check('en', [
      ['2*3*4 is 2 * 12.', '2 times 3 times 4 is 2 times 12.'],
      ['Set snake_case in my_file_name.txt.', 'Set snake_case in my_file_name.txt.'],
      ['C++ and C# if a < b.', 'C++ and C# if a less than b.'],
      ['See /usr/local/bin or C:\\Users\\me.', 'See /usr/local/bin or C:\\Users\\me.'],
      ['A Map<String, List<Thing>> it is.', 'A Map<String, List<Thing>> it is.'],
      ['if a<b and c>d then', 'if a less than b and c greater than d then'],
      ['It holds for i<s or p>q.', 'It holds for i less than s or p greater than q.'],
      ['x <b && y> 3, p >q', 'x less than b && y greater than 3, p greater than q'],
      ['A Vec<b>, a List<a> and an Option<I>.', 'A Vec<b>, a List<a> and an Option<I>.'],
      ['a <table of contents> here', 'a <table of contents> here'],
      ['1 <2 and <br or 5> 4', '1 less than 2 and <br or 5 greater than 4'],
    ]));

  it('keeps types and components that have the names of tags', () =>
    check(
      'en',
      [
        'Use List<Table> and Option<Code> here.',
        'An Array<Summary>, a Vec<Span>, a Set<Mark>, a T<TH> and an Option<Br>.',
        'A vector<code>, a list<table>& and std::span<var>.',
        'Map<String, Table>, Map<Table, Code> and HashMap<Span, Vec<Mark>>.',
        'A Promise<Image[]> or Promise<Table[]>, an Array<Code>[].',
        'Call static_cast<code>(x), parse::<Code>() or sum::<var>().',
        'Call Collections.<Table>emptyList() for my_type<del>.',
        'Use the <Summary> element, or <Table />.',
        'Press <Del> or <Ins>.',
      ].map((text) => [text, text]),
    ));

  it('keeps types in code', () =>
    check('en', [
      ['It is a `Promise<Image[]>` or a `List<Table>`.', 'It is a Promise<Image[]> or a List<Table>.'],
      ['It is a List&lt;Table&gt;.', 'It is a List<Table>.'],
    ]));

  it('adds a pause to headings, quotes and list items that have no end mark', () =>
    check('en', [
      ['## Scones ##\n', 'Scones.'],
      ['# Why?\n', 'Why?'],
      ['> > Enjoy it!', 'Enjoy it!'],
      ['---\n', ''],
      ['* * *\nNext.', 'Next.'],
      ['- flour\n', 'flour.'],
      ['  * or **honey**', 'or honey.'],
      ['• One', 'One.'],
      ['2) Mix it', '2. Mix it.'],
      ['1. **Heat** it.', '1. Heat it.'],
      ['- [x] done\n', 'done.'],
      ['- foo\nand more of it', 'foo and more of it.'],
      ['-5 is cold.', '-5 is cold.'],
    ]));

  it('speaks only the text of links, images, footnotes, tags, escapes and code', () =>
    check('en', [
      ['See [the docs](https://x.y/z_(a)?b=c "Docs").', 'See the docs.'],
      ['![A cat](cat.png) sleeps.', 'A cat sleeps.'],
      ['[![Logo](a.png)](https://a.b) here.', 'Logo here.'],
      ['As [said][1] before[^2].', 'As said before.'],
      ['[^1]: The note.', 'The note.'],
      ['[docs]: https://example.com/x "Title"', ''],
      ['One<br>two, <b>three</b>&nbsp;&amp; four.', 'One two, three & four.'],
      ['So<b>bold</b> and<i>thin</i>.', 'So bold and thin .'],
      ['One<BR>two, <B>bold</B> so<B>bold</B>, <TABLE>.', 'One two, bold so bold , .'],
      ['One<br>two<br/>three<hr> four<BR />.', 'One two three four .'],
      [
        'H<sub>2</sub>O, m<sup>2</sup>, see<code>npm i</code>, <Strong>so</Strong>.',
        'H 2 O, square meters, see npm i , so .',
      ],
      ['So<strong>bold. ', 'So bold.'],
      ['More</strong> of<span>it, Rows<table><tr><td>one', 'More of it, Rows one'],
      ['这是<b>重点', '这是 重点'],
      ['<a href="https://x.y">Here</a> <img src=a.png alt=\'A cat\' /> <p class = "x">it is</p>.', 'Here it is .'],
      ['A \\*star\\* and \\_so\\_ on.', 'A *star* and _so_ on.'],
      ['Call `get_user_name(*args)` or ``getName``.', 'Call get user name(*args) or getName.'],
    ]));
});

describe('Speakable with addresses and codes', () => {
  it('speaks an address as its host', () =>
    check('en', [
      ['See https://www.example.com/a/b?c=d#e.', 'See link to example.com.'],
      ['Go to <http://x.org:8080/>, or www.test.de!', 'Go to link to x.org, or link to test.de!'],
      ['**https://example.com/a_b_**', 'link to example.com'],
      ['Write to jo_do@example.com.', 'Write to jo_do@example.com.'],
    ]));

  it('speaks keys, hashes and ids as a phrase', () =>
    check('en', [
      ['It is 550e8400-e29b-41d4-a716-446655440000.', 'It is long code.'],
      ['Commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b is it.', 'Commit long code is it.'],
      ['dGhpcyBpcyBhIHRlc3Qgb2YgYmFzZTY0IGVuY29kaW5n==', 'long code'],
      [
        'Donaudampfschifffahrtsgesellschaft and src/main/turn/speakable/index.ts',
        'Donaudampfschifffahrtsgesellschaft and src/main/turn/speakable/index.ts',
      ],
    ]));
});

describe('Speakable with emoji', () => {
  it('drops emoji with all their parts', () =>
    check('en', [
      ['Hello 👋🏽!', 'Hello!'],
      ['I ❤️ you 👨‍👩‍👧‍👦 all 🇫🇷🇩🇪.', 'I you all.'],
      ['Step 1️⃣ first', 'Step first'],
      ['Done ✅', 'Done'],
    ]));

  it('keeps signs that are text', () =>
    check('en', [['Foo™ © 2024, #1 and 5 * 3.', 'Foo™ © 2024, number 1 and 5 times 3.']]));
});

describe('Speakable with marks', () => {
  it('replaces marks that engines would name or misread', () =>
    check('en', [
      ['File → Open => Save.', 'File, Open, Save.'],
      ['→ Next', 'Next'],
      ['Rock • Paper • Scissors', 'Rock, Paper, Scissors'],
      ['What??? No!!! Wow?!', 'What? No! Wow?!'],
      ['a ---- b ==== c', 'a b c'],
      ['a | b', 'a, b.'],
    ]));
});

describe('Speakable with numbers and units', () => {
  it('speaks units as words in English', () =>
    check('en', [
      ['5 km/h, 1 km, 20°C and 50%.', '5 kilometers per hour, 1 kilometer, 20 degrees Celsius and 50%.'],
      ['~5 minutes, 5–10 kg.', 'about 5 minutes, 5 to 10 kilograms.'],
      ['It costs $5.99, €1 or $5 million.', 'It costs 5 dollars 99 cents, 1 euro or 5 million dollars.'],
      ['The 1980s, 5G, 10 GB, 3 GHz.', 'The 1980s, 5G, 10 gigabytes, 3 gigahertz.'],
      ['After 5 min. it was 6 ft. It is 10^2$.', 'After 5 minutes it was 6 feet. It is 10 squared$.'],
      ['This vs. that, e.g. here.', 'This versus that, e.g. here.'],
    ]));

  it('speaks units as words in Russian', () =>
    check('ru', [
      ['Скорость 60 км/ч.', 'Скорость 60 километров в час.'],
      ['1 км, 2 км, 5 км, 1,5 км.', '1 километр, 2 километра, 5 километров, 1,5 километра.'],
      ['На улице -5 °C, влажность 50%.', 'На улице минус 5 градусов Цельсия, влажность 50 процентов.'],
      ['Цена ~100 ₽ или $5.', 'Цена примерно 100 рублей или 5 долларов.'],
      ['Соль & перец, и т. д.', 'Соль и перец, и так далее.'],
      [
        'Через 5 мин. и за 100 руб. в 2020 г. снова.',
        'Через 5 минут и за 100 рублей в две тысячи двадцатом году снова.',
      ],
      ['Это 1990 г. и 200 г сахара.', 'Это тысяча девятьсот девяностый год и 200 граммов сахара.'],
    ]));

  it('speaks units as words in German, Spanish and French', () => {
    check('de', [
      ['Etwa 5 km, z. B. hier, usw.', 'Etwa 5 Kilometer, zum Beispiel hier, und so weiter.'],
      ['5–10 Minuten bei 20 °C für 5 €.', '5 bis 10 Minuten bei 20 Grad Celsius für 5 Euro.'],
    ]);
    check('es', [
      ['Sal & pimienta, 5 km a -5 °C.', 'Sal y pimienta, 5 kilómetros a menos 5 grados Celsius.'],
      ['Cuesta $5 millones.', 'Cuesta 5 millones de dólares.'],
    ]);
    check('fr', [['Environ 5 km à 90 km/h, 1 h.', 'Environ 5 km à 90 kilomètres par heure, une heure.']]);
  });
});

describe('the language of Speakable', () => {
  const shown = 'https://example.com';

  it('is the requested language, with any region', () => {
    expect(speechOf(new Speakable('en'), shown, 'de-AT')).toBe('Link zu example.com');
    expect(speechOf(new Speakable('en'), '5 км', 'ru')).toBe('5 километров');
  });

  it('follows the script of the text when the requested language does not use that script', () => {
    expect(speechOf(new Speakable('en'), `Вот ${shown}.`)).toBe('Вот ссылка на example.com.');
    expect(speechOf(new Speakable('en'), `Вот ${shown}.`, 'en')).toBe('Вот ссылка на example.com.');
    expect(speechOf(new Speakable('ru'), `Look at ${shown}.`)).toBe('Look at link to example.com.');
  });

  it('adds no words of its own when it has no word list, and names units by CLDR', () => {
    expect(speechOf(new Speakable('fi'), 'Katso https://example.com, 5 km.')).toBe('Katso example.com, 5 kilometriä.');
    expect(speechOf(new Speakable('en'), `ดู ${shown} สิ`)).toBe('ดู example.com สิ');
    expect(speechOf(new Speakable('no such language'), shown)).toBe('example.com');
  });
});
