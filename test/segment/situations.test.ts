import { describe, expect, it } from 'vitest';
import { segmentText } from '../../src/text/segment/index.js';

/** Checks that `segmentText` finds the given sentences, which are separated by " | ". */
const check = (marked: string, language?: string): void => {
  const sentences = marked.split(' | ');
  expect(segmentText(sentences.join(' '), language)).toEqual(sentences);
};

describe('segmentText with Markdown of models', () => {
  it('makes headings, list items, quotes and table rows segments of their own', () => {
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
  it('joins a wrapped line that continues in lower case', () => {
    expect(segmentText('The quick brown\nfox jumps.\nNext line\n\nlast')).toEqual([
      'The quick brown\nfox jumps.',
      'Next line',
      'last',
    ]);
  });
  it('accepts Windows line ends', () => {
    expect(segmentText('Hello.\r\nWorld and\r\nall.\r\n\r\nNew')).toEqual(['Hello.', 'World and\r\nall.', 'New']);
  });
  it('keeps closing emphasis with its sentence', () =>
    check('**Important.** | This is it. | *Really good.* | And __so.__ | Yes.'));
  it('keeps inline code and links whole', () =>
    check('Call `foo.bar()` twice. | See [the docs](https://x.y/z.html?a=b). | Next!'));
  it('ends a segment before a code fence', () => {
    expect(segmentText('Look:\n```js\nfoo.bar();\n```\n')[0]).toBe('Look:');
  });
  it('makes bullets in a line segments of their own', () => check('Items: | • One. | • Two | • Three'));
  it('does not cut at bullets that separate words', () => check('Rock • Paper • Scissors. | Ready?'));
});

describe('segmentText with names and numbers', () => {
  it('keeps addresses whole', () =>
    check('Write to jo.do@example.com. | Open main.py. | Or https://a.b.c/d?e=f.g! | Visit example.com. | Now.'));
  it('keeps version numbers whole', () =>
    check('Version 2.0.1 is out. | Use v2.0. | It works with Node.js. | So does 3.x. | Fine.'));
  it('keeps amounts of money, units and times whole', () =>
    check('It costs $1,000.50. | It is 10:30. | He ran 5.5 km. | That is 50%. | It is 20 °C. | Good.'));
  it('distinguishes initials from letters at the end of a sentence', () =>
    check('J. R. R. Tolkien met J.K. Rowling. | The answer is C. | This is vitamin D. | It helps.'));
  it('does not cut after titles of people', () =>
    check('Prof. Dr. Smith and Mrs. Jones vs. Mr. Li, e.g. at St. Paul’s. | Yes.'));
  it('decides by the next word after an hour with a.m. or p.m.', () =>
    check('We met at 5 p.m. on Monday. | It was 10 a.m. | We left at 5 p.m. Monday. | It is 9 p.m. EST now.'));
  it('distinguishes number signs from words at the end of a sentence', () =>
    check('No. 5 is alive. | Is it? | No. | I do not think so. | See p. 12, Fig. B and Vol. II of it.'));
  it('decides by the next word after an abbreviated country', () =>
    check('The U.S. Army left the U.K. in May. | He moved to the U.S. | There he stayed.'));
  it('does not cut after Russian abbreviations of dates, places and people', () => {
    check(
      'Он родился в 1990 г. в Москве. | Жил в г. Москве на ул. Ленина, д. 5. | В XIX в. Наполеон пришёл. | А.С. Пушкин писал и т. д. | Потом уехал.',
    );
  });
  it('keeps Russian speech and its speaker together', () =>
    check('— Да? — спросил он. | — Нет! — ответила она. | Хорошо! | Пойдём.'));
  it('does not cut after German ordinals', () => {
    check(
      'Am 12. Juni war es, im 19. Jahrhundert z. B. auch usw. | Das ist alles. | Ludwig XIV. war da. | Er hat 5. | Die sind gut.',
      'de',
    );
  });
  it('keeps French quotes with their inner spaces together', () =>
    check('« Bonjour. » | Il part. | « Oui ! » dit-il. | Ça va ? | M. Dupont est là.', 'fr'));
});

describe('segmentText with marks', () => {
  it('ends a sentence after a run of marks', () =>
    check('What?! | No!! | Really?... | Hmm... | I see. | And then… well, nothing.'));
  it('keeps an emoji with its sentence', () => check('Wow!😊 | Great 👍🏽. | Next. | 😊 Bye!'));
  it('closes quotes and brackets with their sentence', () =>
    check('He said “Stop!” and left. | “Stop!” | He left. | (See above.) | He came (late. Very late.) at noon.'));
  it('does not cut at an ellipsis inside a sentence', () =>
    check('I was ... well, not there [...] at all. | So . . . no.'));
  it('keeps citations with their sentence', () => check('Tea is old.[1][2] | It is warm [3]. | Good.'));
  it('cuts Chinese and Japanese sentences without spaces', () => {
    const text =
      '他说：“你好。”然后走了。你好吗?很好!真的……我不知道。価格は３．５円です。「今日は。」と言った。「終わり。」次の文。';
    expect(segmentText(text)).toEqual([
      ...['他说：“你好。”', '然后走了。', '你好吗?', '很好!', '真的……我不知道。'],
      ...['価格は３．５円です。', '「今日は。」と言った。', '「終わり。」', '次の文。'],
    ]);
  });
  it('applies the rules of its own script to a foreign word', () =>
    check('Это сказал Mr. Smith. | Да, Dr. Watson. | И т. д. и т. п. | Всё.', 'ru'));
});
