import { describe, expect, it } from 'vitest';
import { segmentText } from '../../src/workers/segment/index.js';

/** Sentences are separated by " | ". */
const check = (marked: string, language?: string): void => {
  const sentences = marked.split(' | ');
  expect(segmentText(sentences.join(' '), language)).toEqual(sentences);
};

describe('markdown as models write it', () => {
  it('headings, lists, quotes and rows are segments of their own', () => {
    const lines = [
      '# Scones',
      'You need:',
      '- 200 g flour',
      '- sugar (approx. 30 g)',
      '  * or honey',
      '1. **Preheat** the oven to 180 °C.',
      '2. Mix. ',
      'Stir well.',
      'a) one',
      'b) two',
      '> Enjoy!',
      '| a | b |',
      '| 1 | 2 |',
    ];
    expect(segmentText(lines.join('\n'))).toEqual(lines.map((line) => line.trim()));
  });
  it('a wrapped line goes on in lower case', () => {
    expect(segmentText('The quick brown\nfox jumps.\nNext line\n\nlast')).toEqual([
      'The quick brown\nfox jumps.',
      'Next line',
      'last',
    ]);
  });
  it('Windows line ends', () => {
    expect(segmentText('Hello.\r\nWorld and\r\nall.\r\n\r\nNew')).toEqual(['Hello.', 'World and\r\nall.', 'New']);
  });
  it('emphasis closes with its sentence', () =>
    check('**Important.** | This is it. | *Really good.* | And __so.__ | Yes.'));
  it('inline code and links', () => check('Call `foo.bar()` twice. | See [the docs](https://x.y/z.html?a=b). | Next!'));
  it('a code fence', () => {
    expect(segmentText('Look:\n```js\nfoo.bar();\n```\n')[0]).toBe('Look:');
  });
  it('bullets in a line', () => check('Items: | • One. | • Two | • Three'));
  it('bullets as separators', () => check('Rock • Paper • Scissors. | Ready?'));
});

describe('names and numbers', () => {
  it('addresses', () =>
    check('Write to jo.do@example.com. | Open main.py. | Or https://a.b.c/d?e=f.g! | Visit example.com. | Now.'));
  it('versions', () => check('Version 2.0.1 is out. | Use v2.0. | It works with Node.js. | So does 3.x. | Fine.'));
  it('money, units, times', () =>
    check('It costs $1,000.50. | It is 10:30. | He ran 5.5 km. | That is 50%. | It is 20 °C. | Good.'));
  it('initials and letters', () =>
    check('J. R. R. Tolkien met J.K. Rowling. | The answer is C. | This is vitamin D. | It helps.'));
  it('titles', () => check('Prof. Dr. Smith and Mrs. Jones vs. Mr. Li, e.g. at St. Paul’s. | Yes.'));
  it('hours', () =>
    check('We met at 5 p.m. on Monday. | It was 10 a.m. | We left at 5 p.m. Monday. | It is 9 p.m. EST now.'));
  it('number signs', () =>
    check('No. 5 is alive. | Is it? | No. | I do not think so. | See p. 12, Fig. B and Vol. II of it.'));
  it('countries', () => check('The U.S. Army left the U.K. in May. | He moved to the U.S. | There he stayed.'));
  it('Russian dates, places, people', () => {
    check(
      'Он родился в 1990 г. в Москве. | Жил в г. Москве на ул. Ленина, д. 5. | В XIX в. Наполеон пришёл. | А.С. Пушкин писал и т. д. | Потом уехал.',
    );
  });
  it('Russian talk', () => check('— Да? — спросил он. | — Нет! — ответила она. | Хорошо! | Пойдём.'));
  it('German ordinals', () => {
    check(
      'Am 12. Juni war es, im 19. Jahrhundert z. B. auch usw. | Das ist alles. | Ludwig XIV. war da. | Er hat 5. | Die sind gut.',
      'de',
    );
  });
  it('French quotes set off', () =>
    check('« Bonjour. » | Il part. | « Oui ! » dit-il. | Ça va ? | M. Dupont est là.', 'fr'));
});

describe('marks', () => {
  it('runs', () => check('What?! | No!! | Really?... | Hmm... | I see. | And then… well, nothing.'));
  it('emoji', () => check('Wow!😊 | Great 👍🏽. | Next. | 😊 Bye!'));
  it('quotes and brackets', () =>
    check('He said “Stop!” and left. | “Stop!” | He left. | (See above.) | He came (late. Very late.) at noon.'));
  it('leaving words out', () => check('I was ... well, not there [...] at all. | So . . . no.'));
  it('citations', () => check('Tea is old.[1][2] | It is warm [3]. | Good.'));
  it('Chinese and Japanese', () => {
    const text =
      '他说：“你好。”然后走了。你好吗?很好!真的……我不知道。価格は３．５円です。「今日は。」と言った。「終わり。」次の文。';
    expect(segmentText(text)).toEqual([
      ...['他说：“你好。”', '然后走了。', '你好吗?', '很好!', '真的……我不知道。'],
      ...['価格は３．５円です。', '「今日は。」と言った。', '「終わり。」', '次の文。'],
    ]);
  });
  it('a foreign word gets the rules of its own script', () =>
    check('Это сказал Mr. Smith. | Да, Dr. Watson. | И т. д. и т. п. | Всё.', 'ru'));
});
