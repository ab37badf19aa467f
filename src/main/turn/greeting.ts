import { samplesIn } from '../../shared/pcm.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import { unlessAborted } from '../../shared/timeout.js';
import { Speakable } from '../../text/speakable/speakable.js';
import type { Frame, Segmenter, Speech, SpeechRequest, TurnLog, UtteranceEnd, VoiceWish } from './services.js';
import { type SpeakServices, speak, type TurnEvent } from './speak.js';
import { Transcript } from './transcript.js';

/** The largest number of frames in a batch: about a second of audio. */
const MAX_BATCH_FRAMES = 20;

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
  /** The language (BCP 47) of a text if neither the client nor the text's script determines it. */
  readonly defaultLanguage: string;
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
 * Speaks a greeting sentence by sentence, by the rules for answers. Its duration is reported before its audio when all
 * of the audio is in memory, or when the greeting is one sentence. A longer greeting starts to play while the rest is
 * being made.
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
  const sentences = await sentencesOf(text, wish, services, signal);
  const requests = await requestsFor(sentences, wish, services.defaultLanguage, signal);
  const stored = await storedSamplesOf(requests, services.speech, signal);

  let synthesizedEnd: UtteranceEnd | undefined;
  const keepEnd = (end: UtteranceEnd): void => {
    synthesizedEnd = end;
  };
  const maxHeldSamples = samplesIn(services.lookaheadMs, services.sampleRateHz);
  const isHeldBack = requests.length === 1 && stored === undefined;
  const speech = isHeldBack ? bufferedSpeech(services.speech, maxHeldSamples, keepEnd) : services.speech;
  const start = (): GreetingEvent => {
    const samples = synthesizedEnd?.samples ?? stored;
    if (samples === undefined) return { type: 'start', method: services.speakerName(), durationSec: 0 };
    const method = synthesizedEnd && !synthesizedEnd.cached ? (synthesizedEnd.engine ?? 'none') : 'cache';
    return { type: 'start', method, durationSec: samples / services.sampleRateHz };
  };

  const speakServices: SpeakServices = { ...services, speech, response: 'WelcomeResponse' };
  let started = false;
  for await (const event of speak(toAsyncIterable(sentences), speakServices, wish, new Transcript(), log, signal)) {
    if (event.type !== 'audio') continue;
    if (!started) yield start();
    started = true;
    yield event;
  }
  signal.throwIfAborted();
  if (!started) yield { type: 'start', method: 'none', durationSec: 0 };
}

/** Returns the speech requests of the default greeting, so that its audio can be kept in memory. */
export async function defaultGreetingRequests(
  texts: GreetingTexts,
  signal: AbortSignal,
): Promise<readonly SpeechRequest[]> {
  return await requestsFor(await sentencesOf(undefined, {}, texts, signal), {}, texts.defaultLanguage, signal);
}

/**
 * Cuts a greeting into sentences. A short default greeting stays one phrase: its pauses are natural, and it needs no
 * segmentation.
 */
async function sentencesOf(
  asked: string | undefined,
  { language }: VoiceWish,
  { segmenting, defaultText, maxSentenceChars }: GreetingTexts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (asked === undefined && defaultText.length <= maxSentenceChars) return [defaultText];
  const text = asked ?? defaultText;
  const { segments } = await segmenting.segment({ text, language, final: true, first: true }, signal);
  return segments;
}

async function requestsFor(
  sentences: readonly string[],
  wish: VoiceWish,
  defaultLanguage: string,
  signal: AbortSignal,
): Promise<SpeechRequest[]> {
  const speakable = new Speakable(defaultLanguage);
  const requests: SpeechRequest[] = [];
  for (const sentence of sentences) {
    await TICK_BUDGET.yieldIfSpent();
    signal.throwIfAborted();
    const text = speakable.say(sentence, wish.language);
    if (text !== '') requests.push({ text, wish, response: 'WelcomeResponse', deadlineMs: performance.now() });
  }
  return requests;
}

/** Returns the number of samples (mono) of all sentences together; undefined = not all of them are in memory. */
async function storedSamplesOf(
  requests: readonly SpeechRequest[],
  speech: Speech,
  signal: AbortSignal,
): Promise<number | undefined> {
  let sum = 0;
  for (const request of requests) {
    await TICK_BUDGET.yieldIfSpent();
    signal.throwIfAborted();
    const samples = speech.storedSamples?.(request);
    if (samples === undefined) return undefined;
    sum += samples;
  }
  return sum;
}

/**
 * Wraps `speech` so that a sentence's audio is held back until all of it is made: its duration is then known when it
 * starts. A sentence of more than `maxSamples` (mono) starts before its duration is known.
 */
function bufferedSpeech(speech: Speech, maxSamples: number, onEnd: (end: UtteranceEnd) => void): Speech {
  return {
    start: (request, signal) => {
      const utterance = speech.start(request, signal);
      return {
        end: utterance.end,
        close: () => utterance.close(),
        async *[Symbol.asyncIterator]() {
          const held: Frame[] = [];
          let samples = 0;
          try {
            for await (const frames of utterance) {
              held.push(...frames);
              samples += samplesOf(frames);
              if (samples > maxSamples) yield* takeBatches(held);
            }
            // A phrase that other requests also wait for goes on when this request is cancelled: `end` may settle late.
            if (samples <= maxSamples) onEnd(await unlessAborted(utterance.end, signal));
            yield* takeBatches(held);
          } finally {
            for (const frame of held) frame.release();
          }
        },
      };
    },
  };
}

/** Removes the frames in batches, each when it is requested. Frames that were not requested stay in `frames`. */
function* takeBatches(frames: Frame[]): Generator<readonly Frame[], void, undefined> {
  while (frames.length > 0) yield frames.splice(0, MAX_BATCH_FRAMES);
}

function samplesOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { samples }) => sum + samples, 0);
}

async function* toAsyncIterable(sentences: readonly string[]): AsyncGenerator<string, void, undefined> {
  yield* sentences;
}
