import { beforeAll, describe, expect, it } from 'vitest';
import { withoutCitations } from '../../src/text/speakable/citations.js';
import { loadIpa } from './engine-ipa.js';
import { expectHeard, spokenText } from './spoken-text.js';

describe('Speakable with citations', () => {
  it('drops numbers in brackets that refer to sources', () =>
    expectHeard([
      ['en', 'It rains [1]. It rains[1][2]. As [2, 3] show.', 'It rains. It rains. As show.'],
      ['en', 'It grew.[3] However,[4] it fell [5]; it rose [6–8].', 'It grew. However, it fell; it rose.'],
      ['en', 'It was (NASA)[2] and iPhone[3].', 'It was (NASA) and iPhone.'],
      ['en', '**Bold**[1] and *it*[2], see [15]–[17].', 'Bold and it, see.'],
      ['en', 'It is so ([1]). So it is ([1], [2]) here.', 'It is so. So it is here.'],
      ['en', '\\[1\\] So. And so [^1], so [^note].', 'So. And so, so.'],
      ['en', '* [1] Smith, J.\n* [2] Doe.', 'Smith, J. Doe.'],
      ['ru', 'Дождь идёт [1].[2] Так[3].', 'Дождь идёт. Так.'],
      ['de', 'Es regnet [1], [2]. Laut Bericht [2][3] stimmt das.', 'Es regnet. Laut Bericht stimmt das.'],
      ['es', 'Llueve.[1][2] ¿Sí? [3]', 'Llueve. ¿Sí?'],
      ['fr', 'Il pleut[1]. « Oui »[2] dit-il.', 'Il pleut. « Oui » dit-il.'],
      ['uk', 'Дощ іде [1], [2].', 'Дощ іде.'],
      ['zh', '下雨了[1]。是的【2†source】。', '下雨了。 是的。'],
      ['ja', '雨です[1][2]。', '雨です。'],
      ['hi', 'बारिश हो रही है [1]।', 'बारिश हो रही है।'],
      ['ar', 'تمطر [1]. نعم [2][3].', 'تمطر. نعم.'],
    ]));

  it('keeps numbers in brackets that are content', () => {
    for (const text of [
      'Use array[1] or a[i] or x[0], then nums[3] = 4.',
      'matrix[1][2] is set, my_list[1] and row2[1] too, obj[1].name.',
      '[1, 2, 3] is a list. The list is [1, 2, 3].',
      'let x = [1, 2]; f([1, 2]); sort [3, 1, 2].',
      'The interval [0, 1] and [1, 2].',
      'Press [1] for yes, [2] for no.',
      '[2020] was good. Task [1/2] at [10:30], [x] done.',
      'He said [sic] it. [laughs] Hi.',
      'Список [1, 2, 3] тут. Нажмите [1].',
      'Das Array [1, 2, 3]. Drücken Sie [1].',
      'La lista [1, 2]. Pulse [1].',
      'La liste [1, 2]. Appuyez [1].',
      'See [the docs][1] there.',
      '【重要】请看。',
    ]) {
      expect(withoutCitations(text)).toBe(text);
    }
  });

  it('drops requests for sources, and notes', () =>
    expectHeard([
      ['en', 'It is so.[citation needed] Yes [note 1].', 'It is so. Yes.'],
      ['ru', 'Это так [источник не указан 123 дня].', 'Это так.'],
      ['de', 'So ist es [Beleg fehlt].', 'So ist es.'],
      ['es', 'Es así [cita requerida].', 'Es así.'],
      ['fr', 'Il est ici [réf. nécessaire].', 'Il est ici.'],
      ['zh', '是的[来源请求]。', '是的。'],
      ['ja', 'そうです[要出典]。', 'そうです。'],
      ['en', 'So [doc1] it is [source 2], as [@smith2020; @doe] say.', 'So it is, as say.'],
    ]));

  it('drops raised numbers of notes', () =>
    expectHeard([
      ['en', 'It rains.¹ So,² Paris³ is.', 'It rains. So, Paris is.'],
      ['de', 'Es regnet.¹² „Ja“³ sagt er.', 'Es regnet. „Ja“ sagt er.'],
      ['ru', 'Идёт дождь.¹ Город² стоит.', 'Идёт дождь. Город стоит.'],
      ['fr', 'Il pleut.¹ « Oui »² dit-il.', 'Il pleut. « Oui » dit-il.'],
      ['en', '<sup>2</sup> It rains. ¹ So.', 'It rains. So.'],
      [
        'en',
        'The 1<sup>st</sup> of 5 m<sup>2</sup>, 10<sup>-3</sup>.',
        'The 1st of 5 square meters, 10 to the minus 3rd.',
      ],
      ['en', 'It rains.<sup>1</sup> So.<sup>[2]</sup>', 'It rains. So.'],
    ]));

  it('keeps powers', () => {
    for (const text of ['x², 10⁻⁹ and (a + b)².', 'cien metros² de casa', 'квадратных метров²']) {
      expect(withoutCitations(text)).toBe(text);
    }
  });

  it('drops links that only name their source', () =>
    expectHeard([
      ['en', 'It is so ([example.com](https://example.com/a?utm_source=chatgpt.com)).', 'It is so.'],
      ['en', 'So it is ([Reuters](https://www.reuters.com/x), [BBC News](https://bbc.com/y)).', 'So it is.'],
      ['en', 'It rains. [source](https://a.b). Yes [[1]](https://a.b) no [2](https://a.b).', 'It rains. Yes no.'],
      ['en', 'So it is ([2](https://a.b), [3](https://c.d)).', 'So it is.'],
      ['ru', 'Это так ([источник](https://a.b/c)).', 'Это так.'],
      ['de', 'So ist es. [Quelle](https://x.de)', 'So ist es.'],
      ['en', 'See the [source](https://a.b/c) code.', 'See the source code.'],
      ['en', 'Read it ([manual](https://a.b/c)).', 'Read it (manual).'],
      ['en', '[example.com](https://example.com) is a site.', 'example.com is a site.'],
    ]));

  it('drops the marks of hosted models, and keeps the names that they show', () =>
    expectHeard([
      ['en', 'It is so:contentReference[oaicite:0]{index=0}.', 'It is so.'],
      ['en', 'Done【4:0†source】 and done【12†L5-L9】.', 'Done and done.'],
      ['en', 'It is so \ue200cite\ue202turn0search1\ue202turn0news2\ue201.', 'It is so.'],
      ['en', '\ue200entity\ue202["city","Paris","France"]\ue201 is big.', 'Paris is big.'],
      ['de', 'So ist es citeturn0search1turn0search3.', 'So ist es.'],
      ['ru', 'Это так 【turn0search1】.', 'Это так.'],
      ['es', 'Es así [oaicite:3].', 'Es así.'],
    ]));
});

describe('Speakable with character references', () => {
  it('decodes every reference that ends in a semicolon, once', () =>
    expectHeard([
      ['en', 'a &mdash; b &#8217; &#x2014; &eacute;t&eacute;', 'a — b ’ — été'],
      ['en', 'A &lt;b&gt; tag, &amp;lt; and AT&amp;T.', 'A <b> tag, &lt; and AT&T.'],
      ['en', 'AT&T; R&D; &copy so &notanentity;', 'AT&T; R&D; &copy so &notanentity;'],
      ['en', 'One&hellip; two&shy;fold &#x1F600; x&#xFFFD;y', 'One… twofold xy'],
      ['ru', 'Стоит &laquo;мало&raquo; &mdash; да.', 'Стоит «мало» — да.'],
      ['de', 'Gr&uuml;&szlig;e &ndash; bis sp&auml;ter.', 'Grüße – bis später.'],
      ['fr', '&Ccedil;a va&nbsp;? L&rsquo;&eacute;t&eacute;.', 'Ça va ? L’été.'],
      ['es', '&iquest;Qu&eacute; tal? &iexcl;Ma&ntilde;ana!', '¿Qué tal? ¡Mañana!'],
      ['en', 'Write `&amp;` here.', 'Write &amp; here.'],
      ['en', 'Use `a.b(c)` or 5 \\* 3 in R&D.', 'Use a.b(c) or 5 * 3 in R&D.'],
      ['en', 'Wait <break time="1s"/> then R&D.', 'Wait, then R&D.'],
      ['en', 'It is &Alpha;, not &#0; &#12345678;.', 'It is Α, not .'],
    ]));
});

describe('the engine with marks', () => {
  let ipa: Awaited<ReturnType<typeof loadIpa>>;
  beforeAll(async () => {
    ipa = await loadIpa();
  });

  it.each([
    ['en-us', 'It rains [1][2].', 'It rains.'],
    ['ru', 'Дождь идёт [1].', 'Дождь идёт.'],
    ['de', 'Es regnet.¹', 'Es regnet.'],
    ['en-us', 'It is so:contentReference[oaicite:0]{index=0}.', 'It is so.'],
    ['fr', 'L&rsquo;&eacute;t&eacute;.', "L'été."],
    ['es', 'Ma&ntilde;ana [cita requerida].', 'Mañana.'],
  ])('hears in %s: %j', (voice, input, words) => {
    expect(ipa(voice, spokenText(voice.slice(0, 2), input))).toBe(ipa(voice, words));
    expect(ipa(voice, words)).not.toBe('');
  });
});
