import { TICK_BUDGET } from '../../shared/tick-budget.js';
import { AnswerLanguage } from '../../text/language/answer-language.js';
import type { LanguageDetector } from '../../text/language/language-detector.js';
import { Speakable, type SpokenText } from '../../text/speakable/speakable.js';
import { segment } from './segment.js';
import type { Segmenter, Speech, SpeechRequest, TurnLog, VoiceWish } from './services.js';
import { pauseBeforeMs, type SpeakServices, speak, type TurnEvent } from './speak.js';
import { Transcript } from './transcript.js';

/** The size of the pieces in which a text is segmented, UTF-16 units: its first sentence is spoken at once. */
const PIECE_CHARS = 500;

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>;

/**
 * An event of a greeting. The first event, and no other, says how the greeting is spoken; its audio follows. The
 * receiver releases each frame.
 */
export type GreetingEvent =
  | {
      readonly type: 'start';
      /** The engine's name, "cache", or "none" when there is no audio. */
      readonly method: string;
      /** The greeting's duration, s; 0 when there is no audio, or when the audio is sent while it is being made. */
      readonly durationSec: number;
    }
  | AudioEvent;

/** The settings that determine the sentences of a greeting. */
export interface GreetingTexts {
  readonly segmenting: Segmenter;
  /** The language (BCP 47) of a text if neither the client nor the text determines it. */
  readonly defaultLanguage: string;
  /** Finds the language of texts; undefined = it follows from the script of the text. */
  readonly detector?: LanguageDetector | undefined;
  /** The greeting for clients that send no text. */
  readonly defaultText: string;
  /** The longest text that is spoken as one sentence, UTF-16 units. */
  readonly maxSentenceChars: number;
}

/** The services that all greetings share. */
export interface GreetingServices extends Omit<SpeakServices, 'speech' | 'response'>, GreetingTexts {
  readonly speech: Speech;
  /** Returns the name of the engine or server that speaks now. */
  readonly speakerName: () => string;
}

/**
 * Speaks a greeting, or any text of a client, sentence by sentence, by the rules for answers. It starts to play while
 * the rest is being made. Its duration is reported before its audio when all of it is in memory.
 *
 * @param text the greeting; undefined = the default greeting
 * @throws NexyError
 */
export async function* runGreeting(
  text: string | undefined,
  services: GreetingServices,
  wish: VoiceWish,
  log: TurnLog,
  signal: AbortSignal,
): AsyncGenerator<GreetingEvent, void, undefined> {
  const sentences = sentencesOf(text, wish, services, signal);
  const lookup = await findStored(sentences, services, wish, signal);
  const speakServices: SpeakServices = { ...services, response: 'WelcomeResponse' };
  let started = false;
  try {
    const languages = languagesOf(wish, services);
    for await (const event of speak(lookup.sentences, speakServices, wish, new Transcript(), log, signal, languages)) {
      if (event.type !== 'audio') continue;
      if (!started) yield startOf(lookup.samples, services);
      started = true;
      yield event;
    }
    const { main } = languages;
    if (main) log.spokeIn(main.language, main.reason);
  } finally {
    await sentences.return();
  }
  signal.throwIfAborted();
  if (!started) yield { type: 'start', method: 'none', durationSec: 0 };
}

function startOf(samples: number | undefined, { speakerName, sampleRateHz }: GreetingServices): GreetingEvent {
  if (samples === undefined) return { type: 'start', method: speakerName(), durationSec: 0 };
  return { type: 'start', method: 'cache', durationSec: samples / sampleRateHz };
}

/**
 * Looks up the audio of the sentences in memory, until it finds a sentence that must be made.
 * @returns all sentences, and the number of samples (mono) of the greeting, with its pauses; undefined = not all of it is
 * in memory
 */
async function findStored(
  sentences: AsyncGenerator<string, void, undefined>,
  services: GreetingServices,
  wish: VoiceWish,
  signal: AbortSignal,
): Promise<{ samples: number | undefined; sentences: AsyncIterable<string> }> {
  const phrases = phrasesOf(wish, services);
  const seen: string[] = [];
  let samples: number | undefined = 0;
  while (samples !== undefined) {
    await TICK_BUDGET.yieldIfSpent();
    signal.throwIfAborted();
    const { done, value: sentence } = await sentences.next();
    if (done) break;
    seen.push(sentence);
    for (const { request, spoken } of phrases(sentence)) {
      const stored = services.speech.storedSamples?.(request);
      if (stored === undefined || samples === undefined) samples = undefined;
      // No pause is sent before the first sound.
      else samples += (samples === 0 ? 0 : pauseSamples(spoken, services)) + stored;
    }
  }
  return { samples, sentences: joined(seen, sentences) };
}

/** Returns the speech requests of the default greeting, so that its audio can be kept in memory. */
export async function defaultGreetingRequests(
  texts: GreetingTexts,
  signal: AbortSignal,
): Promise<readonly SpeechRequest[]> {
  const phrases = phrasesOf({}, texts);
  const requests: SpeechRequest[] = [];
  for await (const sentence of sentencesOf(undefined, {}, texts, signal)) {
    requests.push(...phrases(sentence).map(({ request }) => request));
  }
  return requests;
}

function languagesOf({ language }: VoiceWish, { defaultLanguage, detector }: GreetingTexts): AnswerLanguage {
  return new AnswerLanguage({ requested: language, defaultLanguage, detector });
}

/** The speech request of a text, and the text with the pause before it. */
interface Phrase {
  readonly request: SpeechRequest;
  readonly spoken: SpokenText;
}

/** Returns a function that returns the phrases of each next sentence. */
function phrasesOf(wish: VoiceWish, texts: GreetingTexts): (sentence: string) => readonly Phrase[] {
  const speakable = new Speakable(texts.defaultLanguage);
  const languages = languagesOf(wish, texts);
  return (sentence) => {
    const answerLanguage = languages.of(sentence);
    const deadlineMs = performance.now();
    return speakable.read(sentence, answerLanguage).map((spoken) => ({
      request: { text: spoken.text, wish, answerLanguage, response: 'WelcomeResponse', deadlineMs },
      spoken,
    }));
  };
}

/** Returns the number of samples (mono) of the pause before a text. */
function pauseSamples(spoken: SpokenText, { silence }: GreetingServices): number {
  const frames = silence.frames(pauseBeforeMs(spoken, silence), 'WelcomeResponse');
  return frames.reduce((sum, { samples }) => sum + samples, 0);
}

/**
 * Cuts a greeting into sentences, each when it is needed. A short default greeting stays one phrase: its pauses are
 * natural, and it needs no segmentation.
 */
async function* sentencesOf(
  text: string | undefined,
  { language }: VoiceWish,
  { segmenting, defaultText, maxSentenceChars }: GreetingTexts,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  if (text === undefined && defaultText.length <= maxSentenceChars) yield defaultText;
  else yield* segment<never>(piecesOf(text ?? defaultText), segmenting, () => language, signal);
}

async function* piecesOf(text: string): AsyncGenerator<string, void, undefined> {
  for (let start = 0; start < text.length; start += PIECE_CHARS) yield text.slice(start, start + PIECE_CHARS);
}

async function* joined(
  first: readonly string[],
  others: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  yield* first;
  yield* others;
}
