import { samplesIn } from '../../shared/pcm.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import type { Frame, Segmenting, Speech, SpeechRequest, TurnLog, UtteranceEnd, VoiceWish } from './services.js';
import { type SpeakServices, speak, type TurnEvent } from './speak.js';
import { Speakable } from './speakable/speakable.js';
import { Transcript } from './transcript.js';
import { unlessAborted } from './until-aborted.js';

/** Frames that are handed over at a time: about a second of audio. */
const MAX_BATCH_FRAMES = 20;

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>;

/** What leaves a greeting: how it is spoken, first and once, then its audio. The receiver of frames gives each back. */
export type GreetingEvent =
  | {
      readonly type: 'start';
      /** The engine's name, "cache", or "none" where there is nothing to hear. */
      readonly method: string;
      /** 0 = not known yet: the audio is sent while it is being made. */
      readonly durationSec: number;
    }
  | AudioEvent;

/** What the sentences of greetings follow from. */
export interface GreetingTexts {
  readonly segmenting: Segmenting;
  /** BCP 47; of text whose script does not tell. */
  readonly defaultLanguage: string;
  /** Spoken where a client sends no text. */
  readonly defaultText: string;
  /** Longest text that is spoken as one sentence, UTF-16 units. */
  readonly maxSentenceChars: number;
}

/** What greetings work with; shared by all of them. */
export interface GreetingServices extends Omit<SpeakServices, 'speech' | 'response'>, GreetingTexts {
  readonly speech: Speech;
  /** Name of the engine or server that speaks now. */
  readonly speakerName: () => string;
}

/**
 * Speaks a greeting sentence by sentence, by the rules of an answer. Its length is told before its audio where all of it is in
 * memory, or where it is one sentence; a longer greeting starts to sound while the rest is being made.
 *
 * @param text undefined = the default greeting
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

  let whole: UtteranceEnd | undefined;
  const keepEnd = (end: UtteranceEnd): void => {
    whole = end;
  };
  const maxHeldSamples = samplesIn(services.lookaheadMs, services.sampleRateHz);
  const isHeldBack = requests.length === 1 && stored === undefined;
  const speech = isHeldBack ? heldBack(services.speech, maxHeldSamples, keepEnd) : services.speech;
  const start = (): GreetingEvent => {
    const samples = whole?.samples ?? stored;
    if (samples === undefined) return { type: 'start', method: services.speakerName(), durationSec: 0 };
    const method = whole && !whole.cached ? (whole.engine ?? 'none') : 'cache';
    return { type: 'start', method, durationSec: samples / services.sampleRateHz };
  };

  const speakServices: SpeakServices = { ...services, speech, response: 'WelcomeResponse' };
  let started = false;
  for await (const event of speak(each(sentences), speakServices, wish, new Transcript(), log, signal)) {
    if (event.type !== 'audio') continue;
    if (!started) yield start();
    started = true;
    yield event;
  }
  signal.throwIfAborted();
  if (!started) yield { type: 'start', method: 'none', durationSec: 0 };
}

/** Lists what the default greeting asks speech for, so that it can be kept in memory. */
export async function defaultGreetingRequests(
  texts: GreetingTexts,
  signal: AbortSignal,
): Promise<readonly SpeechRequest[]> {
  return await requestsFor(await sentencesOf(undefined, {}, texts, signal), {}, texts.defaultLanguage, signal);
}

/** Cuts a greeting into sentences. The default greeting is one phrase where it is short: it has natural pauses, and costs nothing. */
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
    await TICK_BUDGET.breathe();
    signal.throwIfAborted();
    const text = speakable.say(sentence, wish.language);
    if (text !== '') requests.push({ text, wish, response: 'WelcomeResponse', deadlineMs: performance.now() });
  }
  return requests;
}

/** Returns the samples (mono) of all sentences together; undefined = not all of them are in memory. */
async function storedSamplesOf(
  requests: readonly SpeechRequest[],
  speech: Speech,
  signal: AbortSignal,
): Promise<number | undefined> {
  let sum = 0;
  for (const request of requests) {
    await TICK_BUDGET.breathe();
    signal.throwIfAborted();
    const samples = speech.storedSamples?.(request);
    if (samples === undefined) return undefined;
    sum += samples;
  }
  return sum;
}

/**
 * Holds a sentence's audio back until all of it is made, so that its length is known when it starts. A sentence of more than
 * `maxSamples` (mono) starts without.
 */
function heldBack(speech: Speech, maxSamples: number, onEnd: (end: UtteranceEnd) => void): Speech {
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
              if (samples > maxSamples) yield* batches(held);
            }
            // A phrase that other requests are waiting for, too, goes on when this one is cancelled.
            if (samples <= maxSamples) onEnd(await unlessAborted(utterance.end, signal));
            yield* batches(held);
          } finally {
            for (const frame of held) frame.release();
          }
        },
      };
    },
  };
}

/** Hands frames over in batches; those that were not asked for stay. */
function* batches(frames: Frame[]): Generator<readonly Frame[], void, undefined> {
  while (frames.length > 0) yield frames.splice(0, MAX_BATCH_FRAMES);
}

function samplesOf(frames: readonly Frame[]): number {
  return frames.reduce((sum, { samples }) => sum + samples, 0);
}

async function* each(sentences: readonly string[]): AsyncGenerator<string, void, undefined> {
  yield* sentences;
}
