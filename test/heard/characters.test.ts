import { beforeAll, describe, expect, it } from 'vitest';
import { plainCharacters } from '../../src/text/speakable/characters.js';
import { loadIpa } from './engine-ipa.js';
import { expectHeard, spokenText } from './spoken-text.js';

/** Checks the characters of texts, before the rules for numbers and units. */
const expectPlain = (rows: readonly (readonly [input: string, plain: string])[]): void =>
  expect(rows.map(([input]) => [input, plainCharacters(input)])).toEqual(rows);

describe('Speakable with special characters', () => {
  it('speaks letters and digits of any style as plain ones', () =>
    expectHeard([
      ['en', '𝐛𝐨𝐥𝐝 𝒮𝒸𝓇𝒾𝓅𝓉 𝔉𝔯𝔞𝔨 𝚖𝚘𝚗𝚘 𝗌𝖺𝗇𝗌.', 'bold Script Frak mono sans.'],
      ['en', 'ⓒⓘⓡⓒⓛⓔⓓ 🅂🅀🅄🄰🅁🄴 🅽🅴🅶 🅝🅔🅖 🄟🄐🄡.', 'circled SQUARE NEG NEG PAR.'],
      ['en', 'In ｆｕｌｌ width.', 'In full width.'],
      ['en', 'ᴛʜɪs ɪs sᴍᴀʟʟ, ᵗʰⁱˢ ⁱˢ raised.', 'this is small, this is raised.'],
      ['ru', 'Дом 𝐀 и Ａ.', 'Дом A и A.'],
      ['de', '𝗚𝗿𝗼ß und 𝘬𝘭𝘦𝘪𝘯.', 'Groß und klein.'],
      ['es', 'ＥＬ ＮＩÑＯ.', 'EL NIÑO.'],
      ['fr', 'ᵉˢᵗ-ce ici ?', 'est-ce ici ?'],
      ['zh', '见ＡＢＣ公司。', '见 ABC 公司。'],
      ['ja', 'ｶﾞﾝﾊﾞﾚ ＡＢＣ。', 'ガンバレ ABC。'],
      ['ar', 'ﻣﺮﺣﺒﺎ ﷲ.', 'مرحبا الله.'],
    ]));

  it('speaks letters in signs, and drops the same signs as emoji', () =>
    expectHeard([
      ['en', 'Blood type 🅰️ or 🆎.', 'Blood type A or AB.'],
      ['en', 'The 🅿️ and the Ⓜ️ are there.', 'The and the are there.'],
      ['en', 'A 🅿️lan, a Ⓜⓐⓟ.', 'A Plan, a Map.'],
    ]));

  it('speaks numerals, units and ligatures of one character as their letters', () => {
    expectHeard([
      ['ja', 'その長さは㌔です。', 'その長さはキロです。'],
      ['fr', 'L’eau ﬁltrée, ﬂeuve.', 'L’eau filtrée, fleuve.'],
      ['en', 'eﬃcient oﬀer of ĳs.', 'efficient offer of ijs.'],
    ]);
    expectPlain([
      ['Chapter Ⅳ, ⅩⅠⅩ', 'Chapter IV, XIX'],
      ['第Ⅳ章 en Ⅱ型', '第4章 en 2型'],
      ['20 ℃, 70 ℉, 5㎏, 3㎡, 2㎥, 1㏊, 9㎧', '20 °C, 70 °F, 5kg, 3m², 2m³, 1ha, 9m/s'],
      ['𝟙𝟚𝟛 １２３ ¹⁄₂ 3⁄4 1∕2', '123 123 1/2 3/4 1/2'],
      ['１２：３０ 1．5 ＋５％ ￥9', '12:30 1.5 +5% ¥9'],
      ['1ᵉʳ étage, Mᵐᵉ, vₘₐₓ', '1er étage, Mme, v max'],
    ]);
  });

  it('keeps characters that mean more than their plain forms', () => {
    for (const text of ['x² 10⁻⁹ H₂O xⁿ', '½ ¾', 'Foo™ © ® 5ª 6º', '№ 5 … µm', '，。！？：（）', 'ㅋㅋ', '🙂 → ★']) {
      expect(plainCharacters(text)).toBe(text);
    }
  });

  it('separates numbers in signs, and counts items with them', () =>
    expectPlain([
      ['Step ① is ②③', 'Step  1  is  2  3 '],
      ['① Open\n② Close', '1.  Open\n2.  Close'],
      ['先❷再㊱', '先 2 再 36 '],
      ['⒈開く', '1. 開く'],
      ['Шаг ➌ и ⑴', 'Шаг  3  и  1 '],
    ]));

  it('composes letters with their marks, and drops marks that cross them out', () =>
    expectHeard([
      ['en', 'cafe\u0301 nai\u0308ve', 'café naïve'],
      ['de', 'scho\u0308n und gru\u0308n', 'schön und grün'],
      ['fr', 'e\u0301te\u0301 a\u0300 No\u0308el', 'été à Nöel'],
      ['es', 'man\u0303ana, pingu\u0308ino', 'mañana, pingüino'],
      ['ru', 'и\u0306од, е\u0308лка', 'йод, ёлка'],
      ['ja', 'か\u3099っこう', 'がっこう'],
      ['ko', '\u1112\u1161\u11ab\u1100\u116e\u11a8', '한국'],
      ['hi', 'पढ़ना', 'पढ़ना'],
      ['en', 's\u0336t\u0336r\u0336uck and Z\u0335\u0322\u034e\u0301\u0302algo', 'struck and Źalgo'],
    ]));

  it('speaks other hyphens and apostrophes as the usual ones', () =>
    expectHeard([
      ['en', 'well‑known, e‐mail, so‒so', 'well-known, e-mail, so-so'],
      ['en', 'it´s and itʼs', 'it’s and it’s'],
      ['uk', 'Це пʼять.', 'Це п’ять.'],
    ]));

  it('drops characters without a sound', () =>
    expectHeard([
      ['en', 'Hel\ufffdlo \ufffd there, word\ufffd\ufffd\ufffdword.', 'Hello there, word word.'],
      ['ru', '\ufffdДобре\ufffd утро.', 'Добре утро.'],
      ['de', 'Donau\u00addampf\u00adschiff.', 'Donaudampfschiff.'],
      ['en', 'in\u200bfor\u200dm\u2060 \u202ahello\u202c \ufeffhi \u2066x\u2069.', 'inform hello hi x.'],
      ['en', 'H\u{e0001}\u{e0041}i \uf8ff\ufff9x\u0007 y.', 'Hi x y.'],
      ['fa', 'می‌خواهم بروم.', 'می‌خواهم بروم.'],
      ['hi', 'क्\u200dष और।', 'क्\u200dष और।'],
      ['ar', '\u202bنص\u202c هنا.', 'نص هنا.'],
      ['en', 'One.\u2028Two', 'One. Two'],
      ['zh', '葛\u{e0100}城。', '葛城。'],
    ]));

  it('drops the sequences of terminals, also as text', () =>
    expectHeard([
      ['en', '\u001b[31mError\u001b[0m: bad.', 'Error: bad.'],
      ['en', '\u001b]8;;https://x.y\u0007link\u001b]8;;\u0007 here', 'link here'],
      ['de', '\u001b[1;32mFertig\u001b[0m\u001b[K.', 'Fertig.'],
      ['en', '\\u001b[1mbold\\u001b[0m and \\x1b[31mred\\x1b[0m.', 'bold and red.'],
      ['en', '^[[32mgreen^[[0m and \\033[4mline\\033[0m.', 'green and line.'],
      ['ru', '[31mОшибка[0m тут.', 'Ошибка тут.'],
    ]));

  it('keeps prose of any script as it is', () => {
    for (const text of [
      'Привет, как дела?',
      'Größe, Straße, Übung.',
      '¿Qué tal, señor?',
      'L’été à Noël, cœur.',
      '你好，世界，这是“测试”：好的；对（吗）？',
      '東京タワーは、高いです。',
      'नमस्ते, आप कैसे हैं?',
      'مرحبا، كيف حالك؟',
      'ㅋㅋ 안녕하세요.',
      'สวัสดี ครับ น้ำ.',
      'Tiếng Việt rất hay.',
      'Ελληνικά και άλλα.',
      'কোথায় যাচ্ছেন?',
      'தமிழ் மொழி போ.',
    ]) {
      expect(spokenText('en', text)).toBe(text);
    }
  });
});

describe('the engine with special characters', () => {
  let ipa: Awaited<ReturnType<typeof loadIpa>>;
  beforeAll(async () => {
    ipa = await loadIpa();
  });

  it.each([
    ['en-us', 'Say 𝐡𝐞𝐥𝐥𝐨 ｗｏｒｌｄ.', 'Say hello world.'],
    ['en-us', 'ᴛʜɪs is ﬁne.', 'this is fine.'],
    ['de', 'scho\u0308n', 'schön'],
    ['fr', 'e\u0301te\u0301', 'été'],
    ['es', 'man\u0303ana', 'mañana'],
    ['ru', 'Это\ufffd всё.', 'Это всё.'],
    ['en-us', 'Step ② now.', 'Step 2 now.'],
    ['en-us', '\u001b[31mError\u001b[0m here.', 'Error here.'],
    ['cmn', '我有１２３元。', '我有123元。'],
    ['ja', 'ｶﾞﾝﾊﾞﾚ', 'ガンバレ'],
    ['ar', 'ﻣﺮﺣﺒﺎ', 'مرحبا'],
    ['uk', 'пʼять', "п'ять"],
  ])('hears in %s: %j', (voice, input, words) => {
    const language = voice === 'cmn' ? 'zh' : voice.slice(0, 2);
    expect(ipa(voice, spokenText(language, input))).toBe(ipa(voice, words));
    expect(ipa(voice, words)).not.toBe('');
  });
});
