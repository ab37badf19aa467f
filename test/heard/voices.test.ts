/** Tests which voice says which words of a sentence: the plan of the voices, and the sounds of the real engine. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import type { SpeakResult, WorkerSetup } from '../../src/shared/task-messages.js';
import { createTaskSlotMemory, TaskSlot } from '../../src/shared/task-slots.js';
import { audioMessageCapacity } from '../../src/shared/wire.js';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadEspeak } from '../../src/workers/engines/espeak.js';
import { loadFlite } from '../../src/workers/engines/flite.js';
import { Speaker } from '../../src/workers/speak.js';
import { planVoices } from '../../src/workers/voices/plan-voices.js';

/** The part of eSpeak's own interface that tells the phonemes of a text. */
interface Phonemes {
  set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
  synthesize_ipa(text: string): string | { readonly ipa: string };
}

/** The names that eSpeak's voices give to letters that they cannot read, as phonemes without marks. */
const LETTER_NAMES = /tʃaɪniːz|dʒ[aæ]pəniːz|hiːbɹuː|[aæ]ɹəbɪk|sɪɹɪlɪk|taɪl|dʌbəljuː|iːθɪɒpɪk/;

interface Sentence {
  /** The language of the answer so far; undefined = the sentence is the first one. */
  readonly answer?: string;
  readonly input: string;
  /** The words of each voice, in order. */
  readonly heard: string;
  readonly leftOut?: string;
}

const SENTENCES: readonly Sentence[] = [
  // Latin names stay with a voice that reads them by itself.
  {
    answer: 'ru',
    input: 'Откройте Google Chrome или Microsoft Edge.',
    heard: 'ru: Откройте Google Chrome или Microsoft Edge.',
  },
  { input: 'Откройте Google Chrome или Microsoft Edge.', heard: 'ru: Откройте Google Chrome или Microsoft Edge.' },
  {
    answer: 'en',
    input: 'Откройте Google Chrome или Microsoft Edge.',
    heard: 'ru: Откройте Google Chrome или Microsoft Edge.',
  },
  { answer: 'ru', input: 'Обновите iOS 17.5 на iPhone 15 Pro.', heard: 'ru: Обновите iOS 17.5 на iPhone 15 Pro.' },
  {
    answer: 'ru',
    input: 'Запустите npm install --save-dev typescript.',
    heard: 'ru: Запустите npm install --save-dev typescript.',
  },
  { answer: 'uk', input: 'Відкрийте Google Chrome або Firefox.', heard: 'uk: Відкрийте Google Chrome або Firefox.' },
  { input: 'Python и JavaScript — языки.', heard: 'ru: Python и JavaScript — языки.' },
  { input: 'Chrome — это браузер.', heard: 'ru: Chrome — это браузер.' },
  { answer: 'zh', input: '我用iPhone。', heard: 'zh: 我用iPhone。' },
  { input: '我用iPhone。', heard: 'zh: 我用iPhone。' },
  { input: '请打开Chrome和GitHub。', heard: 'zh: 请打开Chrome和GitHub。' },
  { answer: 'ko', input: 'Google Chrome을 여세요.', heard: 'ko: Google Chrome을 여세요.' },
  { answer: 'ar', input: 'افتح Google Chrome الآن.', heard: 'ar: افتح Google Chrome الآن.' },
  { answer: 'hi', input: 'Google Chrome खोलिए।', heard: 'hi: Google Chrome खोलिए।' },
  { answer: 'el', input: 'Ανοίξτε το Google Chrome.', heard: 'el: Ανοίξτε το Google Chrome.' },
  { answer: 'th', input: 'เปิด Google Chrome ก่อน', heard: 'th: เปิด Google Chrome ก่อน' },
  // Other voices spell them: English says them.
  { answer: 'he', input: 'פתח את Google Chrome עכשיו.', heard: 'he: פתח את | en-us: Google Chrome | he: עכשיו.' },
  { answer: 'ja', input: 'YouTubeでみる。', heard: 'en-us: YouTube | ja: でみる。' },
  // Words of another script are said by their own voice.
  { answer: 'en', input: 'The word 你好 means hello.', heard: 'en-us: The word | zh: 你好 | en-us: means hello.' },
  { input: 'The word 你好 means hello.', heard: 'en-us: The word | zh: 你好 | en-us: means hello.' },
  { answer: 'en', input: 'Say "שלום" to them.', heard: 'en-us: Say | he: "שלום" | en-us: to them.' },
  { answer: 'en', input: 'Thanks is شكرا in Arabic.', heard: 'en-us: Thanks is | ar: شكرا | en-us: in Arabic.' },
  { answer: 'en', input: 'Hello is สวัสดี in Thai.', heard: 'en-us: Hello is | th: สวัสดี | en-us: in Thai.' },
  { answer: 'en', input: 'In Russian you say Привет.', heard: 'en-us: In Russian you say | ru: Привет.' },
  {
    answer: 'en',
    input: 'Good morning is καλημέρα, isn’t it?',
    heard: 'en-us: Good morning is | el: καλημέρα, | en-us: isn’t it?',
  },
  { answer: 'en', input: 'It is नमस्ते in Hindi.', heard: 'en-us: It is नमस्ते in Hindi.' },
  { answer: 'en', input: 'It is 안녕하세요 in Korean.', heard: 'en-us: It is 안녕하세요 in Korean.' },
  {
    answer: 'en',
    input: 'Thanks (ありがとう) is polite.',
    heard: 'en-us: Thanks | ja: (ありがとう) | en-us: is polite.',
  },
  { answer: 'de', input: 'Das Wort „Привет“ heißt Hallo.', heard: 'de: Das Wort | ru: „Привет“ | de: heißt Hallo.' },
  { answer: 'de', input: 'Guten Morgen heißt καλημέρα.', heard: 'de: Guten Morgen heißt καλημέρα.' },
  { answer: 'fr', input: 'Le mot 谢谢 veut dire merci.', heard: 'fr: Le mot | zh: 谢谢 | fr: veut dire merci.' },
  {
    answer: 'es',
    input: 'La palabra спасибо significa gracias.',
    heard: 'es: La palabra | ru: спасибо | es: significa gracias.',
  },
  { answer: 'ru', input: 'Слово 你好 значит «привет».', heard: 'ru: Слово | zh: 你好 | ru: значит «привет».' },
  { answer: 'ru', input: 'Шалом пишется שלום на иврите.', heard: 'ru: Шалом пишется | he: שלום | ru: на иврите.' },
  { answer: 'zh', input: '“Привет”是你好的意思。', heard: 'ru: “Привет” | zh: 是你好的意思。' },
  { answer: 'zh', input: '“ありがとう”的意思是谢谢。', heard: 'ja: “ありがとう” | zh: 的意思是谢谢。' },
  { answer: 'ko', input: '중국어로 你好라고 합니다.', heard: 'ko: 중국어로 | zh: 你好 | ko: 라고 합니다.' },
  // Numbers that stand apart belong to the sentence, and so does the number of a list item.
  { answer: 'en', input: 'Say привет 5 times.', heard: 'en-us: Say | ru: привет | en-us: 5 times.' },
  { answer: 'en', input: '1. 你好 means hello.', heard: 'en-us: 1. | zh: 你好 | en-us: means hello.' },
  { answer: 'ru', input: '- 100', heard: 'ru: - 100' },
  { answer: 'de', input: '2024', heard: 'de: 2024' },
  // Symbols are named by the voice of the sentence.
  { answer: 'en', input: 'The angle α is about π.', heard: 'en-us: The angle α is about π.' },
  { answer: 'en', input: 'It is 5 µm wide.', heard: 'en-us: It is 5 µm wide.' },
  { answer: 'ru', input: 'Угол α равен 5 µm.', heard: 'ru: Угол α равен 5 µm.' },
  { answer: 'de', input: 'Der Winkel β ist klein.', heard: 'de: Der Winkel β ist klein.' },
  // Words that no voice can read are left out.
  { answer: 'ja', input: 'これは東京です。', heard: 'ja: これはです。', leftOut: 'Hani' },
  { answer: 'ja', input: '東京都庁。', heard: '', leftOut: 'Hani' },
  { answer: 'en', input: 'The word ສະບາຍດີ is Lao.', heard: 'en-us: The word is Lao.', leftOut: 'Laoo' },
  { answer: 'en', input: 'The letters ꕉꕜꕮ are Vai.', heard: 'en-us: The letters are Vai.', leftOut: 'Zzzz' },
  { answer: 'en', input: 'ꕉꕜꕮ', heard: '', leftOut: 'Zzzz' },
];

const FLITE: readonly Sentence[] = [
  { answer: 'en', input: 'The word 你好 means hello.', heard: 'slt: The word means hello.', leftOut: 'Hani' },
  { answer: 'ru', input: 'Откройте Google Chrome.', heard: 'slt: Google Chrome.', leftOut: 'Cyrl' },
  { answer: 'ru', input: 'Привет!', heard: '', leftOut: 'Cyrl' },
  { answer: 'en', input: 'The angle α is small.', heard: 'slt: The angle is small.', leftOut: 'Grek' },
];

let espeak: Engine<undefined>;
let flite: Engine<undefined>;
let phonemes: Phonemes;
beforeAll(async () => {
  espeak = await loadEspeak(175);
  flite = await loadFlite('slt');
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = await import(packageName);
  const module = await load({ print: () => {}, printErr: () => {} });
  phonemes = new module.eSpeakNGWorker();
});

/** Writes the words of each voice, in one line. */
const lineOf = (runs: readonly (readonly [voice: string, text: string])[]): string =>
  runs.map(([voice, text]) => `${voice}: ${text.replace(/\s+/g, ' ').trim()}`).join(' | ');

function planOf({ answer, input }: Sentence, engine: Engine) {
  const wish = { answerLanguage: answer, language: undefined, voice: undefined, defaultLanguage: 'en' };
  return planVoices(input, { text: input, ...wish }, [engine]);
}

/** Returns the phonemes of a text without stress marks and pauses. */
function phonemesOf(voice: string, text: string): string {
  const file = { zh: 'cmn', 'en-us': 'en-US' }[voice] ?? voice;
  expect(phonemes.set_voice(file, '', 0, 0, 0)).toBe(0);
  const spoken = phonemes.synthesize_ipa(text);
  return (typeof spoken === 'string' ? spoken : spoken.ipa).replace(/[_ˈˌ\s\d]/g, '');
}

describe('the voices of a sentence', () => {
  it.each(SENTENCES)('are $heard for "$input"', (sentence) => {
    const { runs, leftOut, silence } = planOf(sentence, espeak);
    expect(lineOf(runs.map(({ voice, text }) => [voice, text]))).toBe(sentence.heard);
    expect(leftOut).toBe(sentence.leftOut ?? '');
    expect(silence).toBe(sentence.heard === '' ? 'no_engine' : undefined);
  });

  it.each(SENTENCES)('say no name of a letter in "$input"', (sentence) => {
    for (const { voice, text } of planOf(sentence, espeak).runs) {
      expect(phonemesOf(voice, text), `${voice} says ${text}`).not.toMatch(LETTER_NAMES);
    }
  });

  it.each(FLITE)('are $heard for "$input" with Flite alone', (sentence) => {
    const { runs, leftOut } = planOf(sentence, flite);
    expect(lineOf(runs.map(({ voice, text }) => [voice, text]))).toBe(sentence.heard);
    expect(leftOut).toBe(sentence.leftOut);
  });

  it('are the requested one for the words of its script, and others for other words', () => {
    const input = 'The word 你好 means hello.';
    const wish = { answerLanguage: 'en', language: undefined, voice: 'en-gb', defaultLanguage: 'en' };
    const { runs, substituted } = planVoices(input, { text: input, ...wish }, [espeak]);
    expect(lineOf(runs.map(({ voice, text }) => [voice, text]))).toBe(
      'en-gb: The word | zh: 你好 | en-gb: means hello.',
    );
    expect(substituted).toBe(false);
  });

  it('speak the default language for the words of its script', () => {
    const input = 'На українській: добрий день means good day.';
    const wish = { answerLanguage: 'en', language: undefined, voice: undefined, defaultLanguage: 'uk' };
    const { runs } = planVoices(input, { text: input, ...wish }, [espeak]);
    expect(lineOf(runs.map(({ voice, text }) => [voice, text]))).toBe(
      'uk: На українській: добрий день | en-us: means good day.',
    );
  });
});

describe('a spoken sentence', () => {
  const CHUNK_SAMPLES = 2_400;

  /** Speaks a sentence, and returns its result and the words of each voice. */
  async function spoken(input: string, answerLanguage: string, engines: readonly Engine[] = [espeak]) {
    const said: [string, string][] = [];
    const recording = engines.map(
      (engine): Engine => ({
        name: engine.name,
        sampleRateHz: engine.sampleRateHz,
        gainDb: engine.gainDb,
        rate: engine.rate,
        voices: engine.voices,
        voiceFor: (language) => engine.voiceFor(language),
        languageOf: (voice) => engine.languageOf(voice),
        reads: (...words) => engine.reads(...words),
        speak: (text, voice, sink) => {
          said.push([voice, text]);
          return engine.speak(text, voice, sink);
        },
        reset: () => engine.reset(),
        restore: () => engine.restore(),
      }),
    );
    const blockBytes = Math.ceil(audioMessageCapacity(CHUNK_SAMPLES) / 64) * 64;
    const arena = new Arena(createArenaMemory(400 * blockBytes, blockBytes));
    const speech = {
      ...{ engines: [], defaultLanguage: 'en', espeakRateWpm: 175, espeakLibrary: 'package', fliteVoice: 'slt' },
      ...{ maxSentenceMs: 60_000, warmUpLanguages: [] },
    };
    const audio = { sampleRateHz: 48_000, firstChunkSamples: 960, chunkSamples: CHUNK_SAMPLES, arenaWaitMs: 1_000 };
    const setup = { speech, audio } as unknown as WorkerSetup;
    const speaker = new Speaker(setup, arena, { engines: recording, loadBackup: async () => undefined });
    const slot = new TaskSlot(createTaskSlotMemory(1, 1), 0);
    slot.reset();
    slot.begin(1);
    const task = { slot: 0, text: input, sentence: input, earlierSoundMs: 0, pauseMs: 0, audioField: 2 };
    const wish = { answerLanguage, language: undefined, voice: undefined };
    const result: SpeakResult = await speaker.speak({ ...task, ...wish }, slot);
    return { result, line: lineOf(said) };
  }

  it('is made by its voices one after the other, as one sentence', async () => {
    const { result, line } = await spoken('The word 你好 means hello.', 'en');
    expect(line).toBe('en-us: The word | zh: 你好 | en-us: means hello.');
    expect(result).toMatchObject({ outcome: 'spoken', language: 'en', leftOut: '', substituted: false });
    const whole = await spoken('The word means hello.', 'en');
    expect(result.samples).toBeGreaterThan(whole.result.samples);
  });

  it('is not spelled: Russian with two names lasts as long as its words', async () => {
    const { result } = await spoken('Откройте Google Chrome или Microsoft Edge.', 'ru');
    expect(result.samples / 48_000).toBeLessThan(3);
  });

  it('without a word that a voice can read is silent, and says which script was left out', async () => {
    const { result, line } = await spoken('東京都庁。', 'ja');
    expect(line).toBe('');
    expect(result).toMatchObject({
      outcome: 'silent',
      silence: 'no_engine',
      language: 'ja',
      leftOut: 'Hani',
      samples: 0,
    });
  });

  it('without letters is said in the language of the answer', async () => {
    const { result, line } = await spoken('- 100', 'ru');
    expect(line).toBe('ru: - 100');
    expect(result.language).toBe('ru');
  });
});
