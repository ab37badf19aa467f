import { durationMsOf } from '../../shared/pcm.js';
import { AnswerLanguage } from '../../text/language/answer-language.js';
import type { LanguageDetector } from '../../text/language/language-detector.js';
import { Speakable, type SpokenText } from '../../text/speakable/speakable.js';
import type { AssistantAction } from './answer/answer.js';
import type { PlannedSentence } from './playback.js';
import { Prefetch } from './prefetch.js';
import type { Frame, Silence, Speech, SpeechRequest, TurnLog, Utterance, UtteranceEnd, VoiceWish } from './services.js';
import type { Transcript } from './transcript.js';

/** An event of a turn. The receiver of an audio event releases each of its frames. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'audio';
      readonly frames: readonly Frame[];
      /**
       * Must be called with the number of samples (mono) that were sent: a batch may be sent in parts, or only in part.
       */
      readonly onSent: (samples: number) => void;
    }
  | { readonly type: 'action'; readonly action: AssistantAction };

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>;

/** The services and settings for speaking; all turns share them. */
export interface SpeakServices {
  /** The speech synthesis; undefined = no engine could be started, and answers are text only. */
  readonly speech: Speech | undefined;
  readonly silence: Silence;
  /** The type of the messages that frames are encoded as. */
  readonly response: SpeechRequest['response'];
  /**
   * The most audio that may be made ahead of the sent audio, ms. A sentence that exceeds the bound is still made whole.
   */
  readonly lookaheadMs: number;
  /**
   * Returns false when the queues or the memory for speech are full: then only the sentence that is due now is made.
   */
  readonly canPrefetch: () => boolean;
  readonly sampleRateHz: number;
  /** The language (BCP 47) of a text if neither the client nor the text determines it. */
  readonly defaultLanguage: string;
  /** Finds the language of answers; undefined = it follows from the script of the text. */
  readonly detector?: LanguageDetector | undefined;
}

/** The most text that may wait ahead of the sent text, UTF-16 units. Text without speech has no other bound. */
const MAX_TEXT_AHEAD = 2_000;

/** Returns the pause before a text, ms. */
export const pauseBeforeMs = ({ pause, leastPauseMs }: SpokenText, silence: Silence): number =>
  Math.max(silence.pauseMs(pause), leastPauseMs);

/** A text that is being spoken. */
interface StartedSpeech {
  readonly planned: PlannedSentence;
  readonly utterance: Utterance;
}

interface StartedSentence {
  /** The text as it is shown; empty when only an action is due. */
  readonly text: string;
  /** The speech of its parts; empty = nothing in the text can be spoken, or there is no engine. */
  readonly speech: readonly StartedSpeech[];
}

/**
 * Yields each sentence's text, then the pause before it, then its audio. While a sentence is being sent, further
 * sentences are synthesized; each is due when the listener will have heard the sentences before it. A command does not
 * wait until the current sentence is sent.
 *
 * @param languages finds the language of each sentence
 */
export async function* speak(
  sentences: AsyncIterable<string | AssistantAction>,
  { speech, silence, response, canPrefetch, lookaheadMs, sampleRateHz, defaultLanguage, detector }: SpeakServices,
  wish: VoiceWish,
  transcript: Transcript,
  log: TurnLog,
  signal: AbortSignal,
  languages = new AnswerLanguage({ requested: wish.language, defaultLanguage, detector }),
): AsyncGenerator<TurnEvent, void, undefined> {
  const { playback } = transcript;
  const durationMs = (samples: number): number => durationMsOf(samples, sampleRateHz);
  const speakable = new Speakable(defaultLanguage);
  const actions: AssistantAction[] = [];
  const leftOutScripts = new Set<string>();
  let textAhead = 0;

  const start = (shown: string): readonly StartedSpeech[] => {
    const answerLanguage = languages.of(shown);
    const texts = speakable.read(shown, answerLanguage);
    if (!speech) return [];
    return texts.map((spoken) => {
      const { text } = spoken;
      const pauseMs = pauseBeforeMs(spoken, silence);
      const deadlineMs = playback.deadlineMs(pauseMs);
      const planned = playback.recordStarted(text, pauseMs);
      const utterance = speech.start({ text, wish, answerLanguage, response, deadlineMs }, signal);
      // The consumer of the frames gets the failure.
      utterance.end.then(({ samples }) => playback.recordSynthesized(planned, durationMs(samples))).catch(() => {});
      return { planned, utterance };
    });
  };
  // No generator is declared in here: its map would keep the turn alive until a full collection (docs/decisions/024).
  const prepare = (item: string | AssistantAction): StartedSentence => {
    if (typeof item === 'string') {
      textAhead += item.length;
      return { text: item, speech: start(item) };
    }
    actions.push(item);
    return { text: '', speech: [] };
  };
  const pauseBefore = (planned: PlannedSentence): AudioEvent => ({
    type: 'audio',
    frames: silence.frames(playback.takePause(planned), response),
    onSent: (samples) => playback.recordSilenceSent(durationMs(samples)),
  });
  const due = (): TurnEvent[] => actions.splice(0).map((action) => ({ type: 'action', action }));
  const logSpoken = ({ outcome, silence, language, substituted, leftOut, engine }: UtteranceEnd): void => {
    const left_out = leftOut ? { left_out: leftOut } : undefined;
    if (outcome === 'silent' && silence !== 'nothing_to_speak')
      log.degrade('speak', { silence, language, ...left_out });
    // Once a turn: every sentence of an answer may have such words.
    else if (leftOut && !leftOutScripts.has(leftOut)) log.degrade('speak', { language, left_out: leftOut });
    if (leftOut) leftOutScripts.add(leftOut);
    if (substituted) log.degrade('choose_voice', { language, engine });
  };

  const hasRoom = (): boolean => playback.unsentMs < lookaheadMs && textAhead < MAX_TEXT_AHEAD && canPrefetch();
  const ahead = new Prefetch(sentences, { prepare, hasRoom, discard: closeAll });
  for await (const spoken of ahead) {
    try {
      signal.throwIfAborted();
      textAhead -= spoken.text.length;
      if (spoken.text !== '') {
        const planned = spoken.speech.map((part) => part.planned);
        transcript.add(spoken.text, ...planned);
        yield { type: 'text', text: spoken.text };
      }
      for (const action of due()) yield action;
      for (const { planned, utterance } of spoken.speech) {
        const pause = pauseBefore(planned);
        if (pause.frames.length > 0) yield pause;
        const onSent = (samples: number): void => playback.recordSent(planned, durationMs(samples));
        for await (const frames of utterance) {
          yield { type: 'audio', frames, onSent };
          ahead.resumeIfRoom();
          for (const action of due()) yield action;
        }
        signal.throwIfAborted();
        logSpoken(await utterance.end);
      }
    } finally {
      closeAll(spoken);
    }
  }
}

function closeAll({ speech }: StartedSentence): void {
  for (const { utterance } of speech) utterance.close();
}
