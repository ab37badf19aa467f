import { describe, expect, it } from 'vitest';
import { chooseVoice } from '../../src/workers/voices/choose-voice.js';
import { fakeEngine } from './fake-engine.js';

const first = fakeEngine('espeak', { en: 'en-us', 'en-GB': 'en-gb', ru: 'ru', de: 'de' });
const second = fakeEngine('flite', { en: 'slt', fr: 'fr-voice' });
const BOTH = [first, second];

function choose(text: string, wish: { language?: string; voice?: string } = {}, engines = BOTH) {
  const choice = chooseVoice({ text, language: wish.language, voice: wish.voice, defaultLanguage: 'en' }, engines);
  return 'silence' in choice ? choice : { ...choice, engine: choice.engine.name };
}

describe('the voice of a sentence', () => {
  it('is the first engine’s for its language', () => {
    expect(choose('Hello.')).toEqual({ engine: 'espeak', voice: 'en-us', language: 'en', substituted: false });
    expect(choose('Привет.')).toEqual({ engine: 'espeak', voice: 'ru', language: 'ru', substituted: false });
  });

  it('is the next engine’s where the first does not speak the language', () => {
    const french = choose('Bonjour.', { language: 'fr' });
    expect(french).toEqual({ engine: 'flite', voice: 'fr-voice', language: 'fr', substituted: false });
    expect(choose('Hello.', {}, [second])).toMatchObject({ engine: 'flite', voice: 'slt' });
  });

  it('prefers a better language of the second engine to a worse one of the first', () => {
    expect(choose('Bonjour.', { language: 'fr-CA' })).toMatchObject({ engine: 'flite', language: 'fr-CA' });
  });

  it('honours a regional language', () => {
    expect(choose('Hello.', { language: 'en-GB' })).toMatchObject({
      voice: 'en-gb',
      language: 'en-GB',
      substituted: false,
    });
  });

  it('says so when the wished language could not be had', () => {
    expect(choose('Hola.', { language: 'es' })).toEqual({
      engine: 'espeak',
      voice: 'en-us',
      language: 'en',
      substituted: true,
    });
    expect(choose('Привет.', { language: 'de' })).toMatchObject({ language: 'ru', substituted: true });
  });
});

describe('a wished voice', () => {
  it('is taken from the engine that has it, wherever that stands', () => {
    expect(choose('Hello.', { voice: 'slt' })).toEqual({
      engine: 'flite',
      voice: 'slt',
      language: 'en',
      substituted: false,
    });
    expect(choose('Hello.', { voice: 'en-gb' })).toMatchObject({
      engine: 'espeak',
      voice: 'en-gb',
      substituted: false,
    });
  });

  it('gives way, and that is said, where its engine cannot speak the text', () => {
    expect(choose('Привет.', { voice: 'slt' })).toEqual({
      engine: 'espeak',
      voice: 'ru',
      language: 'ru',
      substituted: true,
    });
  });

  it('gives way, and that is said, where nobody has it', () => {
    expect(choose('Hello.', { voice: 'alloy' })).toMatchObject({ voice: 'en-us', substituted: true });
    expect(choose('Hello.', { voice: '__proto__' })).toMatchObject({ voice: 'en-us', substituted: true });
  });
});

describe('silence', () => {
  it.each(['', ' \n', '…', '🙂🙂', '— — —', '***', '\u200b'])(
    'is nothing_to_speak where there is no letter or digit: %j',
    (text) => {
      expect(choose(text)).toEqual({ silence: 'nothing_to_speak' });
    },
  );

  it('is no_engine where nobody speaks the script', () => {
    expect(choose('你好')).toEqual({ silence: 'no_engine' });
    expect(choose('你好', { voice: 'en-us', language: 'en' })).toEqual({ silence: 'no_engine' });
    expect(choose('𐤀𐤁𐤂')).toEqual({ silence: 'no_engine' });
    expect(choose('Привет.', {}, [second])).toEqual({ silence: 'no_engine' });
    expect(choose('Hello.', {}, [])).toEqual({ silence: 'no_engine' });
  });

  it('is not the answer to a mere number', () => {
    expect(choose('12:30')).toMatchObject({ language: 'en' });
    expect(choose('12:30', { language: 'ru' })).toMatchObject({ voice: 'ru', language: 'ru' });
  });
});
