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

describe('chooseVoice', () => {
  it('takes the voice of the first engine for the language', () => {
    expect(choose('Hello.')).toEqual({ engine: 'espeak', voice: 'en-us', language: 'en', substituted: false });
    expect(choose('Привет.')).toEqual({ engine: 'espeak', voice: 'ru', language: 'ru', substituted: false });
  });

  it('takes the voice of the next engine when the first does not speak the language', () => {
    const french = choose('Bonjour.', { language: 'fr' });
    expect(french).toEqual({ engine: 'flite', voice: 'fr-voice', language: 'fr', substituted: false });
    expect(choose('Hello.', {}, [second])).toMatchObject({ engine: 'flite', voice: 'slt' });
  });

  it('prefers a better language of the second engine to a worse language of the first', () => {
    expect(choose('Bonjour.', { language: 'fr-CA' })).toMatchObject({ engine: 'flite', language: 'fr-CA' });
  });

  it('honours a regional language', () => {
    expect(choose('Hello.', { language: 'en-GB' })).toMatchObject({
      voice: 'en-gb',
      language: 'en-GB',
      substituted: false,
    });
  });

  it('reports a substitution when the wished language is not available', () => {
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
  it('is taken from the engine that has it, at any place in the list', () => {
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

  it('is substituted, and that is reported, when its engine cannot speak the text', () => {
    expect(choose('Привет.', { voice: 'slt' })).toEqual({
      engine: 'espeak',
      voice: 'ru',
      language: 'ru',
      substituted: true,
    });
  });

  it('is substituted, and that is reported, when no engine has it', () => {
    expect(choose('Hello.', { voice: 'alloy' })).toMatchObject({ voice: 'en-us', substituted: true });
    expect(choose('Hello.', { voice: '__proto__' })).toMatchObject({ voice: 'en-us', substituted: true });
  });
});

describe('silence', () => {
  it.each(['', ' \n', '…', '🙂🙂', '— — —', '***', '\u200b'])(
    'is nothing_to_speak when there is no letter and no digit: %j',
    (text) => {
      expect(choose(text)).toEqual({ silence: 'nothing_to_speak' });
    },
  );

  it('is no_engine when no engine speaks the script', () => {
    expect(choose('你好')).toEqual({ silence: 'no_engine' });
    expect(choose('你好', { voice: 'en-us', language: 'en' })).toEqual({ silence: 'no_engine' });
    expect(choose('𐤀𐤁𐤂')).toEqual({ silence: 'no_engine' });
    expect(choose('Привет.', {}, [second])).toEqual({ silence: 'no_engine' });
    expect(choose('Hello.', {}, [])).toEqual({ silence: 'no_engine' });
  });

  it('is not chosen for a plain number', () => {
    expect(choose('12:30')).toMatchObject({ language: 'en' });
    expect(choose('12:30', { language: 'ru' })).toMatchObject({ voice: 'ru', language: 'ru' });
  });
});
