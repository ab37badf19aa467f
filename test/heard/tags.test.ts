import { beforeAll, describe, expect, it } from 'vitest';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { withoutTags } from '../../src/text/speakable/tags.js';
import { speechOf } from '../harness/speech-text.js';
import { loadIpa } from './engine-ipa.js';
import { expectHeard, spokenText } from './spoken-text.js';

describe('Speakable with tags', () => {
  it('drops tags of any name, and keeps their text', () =>
    expectHeard([
      ['en', 'Hello <emotion value="0.8"/>there, <speed ratio="1.2"/>friend.', 'Hello there, friend.'],
      ['en', 'Text <sound src="a.wav"/> more <unknown-tag attr=\'1.5\'>kept</unknown-tag>.', 'Text more kept.'],
      ['en', '<Emotion Value="Happy">Yes</Emotion> <laughter/> I am <whisper>so tired.', 'Yes I am so tired.'],
      ['en', '<mstts:express-as style="cheerful">Hi</mstts:express-as>.', 'Hi.'],
      ['en', 'He said <laugh> that <sigh> is funny. </unknown> End.', 'He said that is funny. End.'],
      ['en', 'A <!-- note --> b <?xml version="1.0"?> c <!DOCTYPE html> <![CDATA[d]]>.', 'A b c d.'],
      ['en', 'x <script>alert(1)</script> y <style>p{}</style> z', 'x y z'],
      ['ru', '<emotion value="0.5"/>Как <prosody rate="slow">дела</prosody>?', 'Как дела?'],
      ['de', '<lang xml:lang="de">Guten Tag</lang>, <emphasis>Welt</emphasis>.', 'Guten Tag, Welt.'],
      ['fr', '<prosody rate="90%" pitch="+5%">Bonjour</prosody> à tous.', 'Bonjour à tous.'],
      ['es', '<voice name="es-ES-ElviraNeural">Hola</voice> amigo.', 'Hola amigo.'],
      ['uk', '<amazon:effect name="whispered">Привіт</amazon:effect>, друже.', 'Привіт, друже.'],
      ['hi', '<speak>नमस्ते <emphasis>दोस्त</emphasis>।</speak>', 'नमस्ते दोस्त।'],
    ]));

  it('keeps angle brackets with another meaning', () => {
    for (const text of [
      'a < b and c > d, x<y and y>z.',
      'Map<String, Integer>, std::vector<int>, Vec<u8> and Promise<void>.',
      'function foo<T>(x: T), <T> here, the <Summary> element.',
      'Set <API_KEY> and the <name> argument in git checkout <branch>.',
      'Write <your name>. <3 you. x <- y.',
    ]) {
      expect(withoutTags(text, 'en')).toBe(text);
    }
    expectHeard([['en', 'Type `<emotion value="1"/>` here.', 'Type <emotion value="1"/> here.']]);
    expectHeard([['en', 'Mail <bob@example.com>, see <http://x.org>.', 'Mail bob@example.com, see link to x.org.']]);
  });

  it('follows the pauses, aliases and sentences of SSML', () =>
    expectHeard([
      [
        'en',
        'Wait <break time="250ms"/> for <break time="1.5s"/> it <break strength="none"/> now.',
        'Wait, for, it now.',
      ],
      ['en', 'So. <break time="1s"/> Then, <break/> now<break/>. <#0.5#> Go', 'So. Then, now. Go'],
      ['ru', '<speak>Привет<break time="300ms"/>мир.</speak>', 'Привет, мир.'],
      ['zh', '<speak>你好<break time="1s"/>世界。</speak>', '你好, 世界。'],
      ['de', '<speak><p>Guten Tag</p><p>Wie geht es?</p></speak>', 'Guten Tag. Wie geht es?'],
      ['en', '<p><s>One</s><s>Two</s></p><p>Three</p>', 'One. Two. Three.'],
      ['en', 'It was <s>more</s> less.', 'It was more less.'],
      ['en', 'The <sub alias="World Wide Web Consortium">W3C</sub> says.', 'The World Wide Web Consortium says.'],
      ['fr', 'La <sub alias="Société nationale">SNCF</sub>.', 'La Société nationale.'],
      [
        'en',
        '<phoneme alphabet="ipa" ph="x">tomato</phoneme> <audio src="a"><desc>bell</desc></audio>.',
        'tomato bell.',
      ],
    ]));

  it('spells text out as SSML asks for it', () => {
    const sayAs = (kind: string, text: string, language = 'en', format = ''): string =>
      withoutTags(`<say-as interpret-as="${kind}" format="${format}">${text}</say-as>.`, language);
    expect(sayAs('characters', 'W3C')).toBe('W, 3, C.');
    expect(sayAs('spell-out', 'МГУ', 'ru')).toBe('М, Г, У.');
    expect(sayAs('digits', '12-34')).toBe('1 2 3 4.');
    expect(sayAs('telephone', '(555) 123-4567')).toBe('5 5 5, 1 2 3, 4 5 6 7.');
    expect(['1', '3', '21', '12'].map((it) => sayAs('ordinal', it))).toEqual(['1st.', '3rd.', '21st.', '12th.']);
    expect(['ru', 'fr', 'de', 'es'].map((it) => sayAs('ordinal', '3', it))).toEqual(['3-й.', '3e.', '3..', '3.º.']);
    expect(sayAs('date', '05/03/2024', 'en', 'dmy')).toBe('2024-03-05.');
    expect(sayAs('date', '05/03/2024', 'en', 'mdy')).toBe('2024-05-03.');
    expect(sayAs('cardinal', '12')).toBe('12.');
    expect(sayAs('unknown', 'this')).toBe('this.');
  });

  it.each([40, 60, 80, 120])('reads no part of a tag that is cut after %i characters', (length) => {
    const answer =
      'Well, <prosody rate="slow" pitch="low" volume="soft" contour="none">it is so</prosody> and it is <emotion value="0.5"/> so.';
    const speakable = new Speakable('en');
    const spoken = [answer.slice(0, length), answer.slice(length)].map((slice) => speechOf(speakable, slice)).join(' ');
    expect(spoken).not.toMatch(/[<>="]|rate|slow|pitch|volume|soft|contour|value/);
    expect(spoken).toMatch(/^Well,/);
    expect(spoken).toMatch(/so\.$/);
  });
});

describe('the engine with tags', () => {
  let ipa: Awaited<ReturnType<typeof loadIpa>>;
  beforeAll(async () => {
    ipa = await loadIpa();
  });

  it.each([
    ['en-us', 'Hello <emotion value="0.8"/>there.', 'Hello there.'],
    ['ru', '<speak>Привет<break time="300ms"/>мир.</speak>', 'Привет, мир.'],
    ['de', '<prosody rate="slow">Guten Tag</prosody>.', 'Guten Tag.'],
    ['en-us', '<say-as interpret-as="digits">123</say-as>', 'one two three'],
    ['es', '<sub alias="Estados Unidos">EE. UU.</sub>', 'Estados Unidos'],
    ['fr', '<lang xml:lang="fr">Bonjour</lang>.', 'Bonjour.'],
  ])('hears in %s: %j', (voice, input, words) => {
    expect(ipa(voice, spokenText(voice.slice(0, 2), input))).toBe(ipa(voice, words));
    expect(ipa(voice, words)).not.toBe('');
  });
});
