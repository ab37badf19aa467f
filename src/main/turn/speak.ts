import { durationMsOf } from '../../shared/pcm.js';
import { TICK_BUDGET } from '../../shared/tick-budget.js';
import type { AssistantAction } from './answer/answer.js';
import type { PlannedSentence } from './playback.js';
import { Prefetch } from './prefetch.js';
import type { Frame, Speech, SpeechRequest, TurnLog, Utterance, VoiceWish } from './services.js';
import { Speakable } from './speakable/speakable.js';
import type { Transcript } from './transcript.js';

/** What leaves a turn. The receiver of frames gives each back. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'audio';
      readonly frames: readonly Frame[];
      /** To be called with the samples (mono) that were handed on: a batch may be cut while it is being sent. */
      readonly onSent: (samples: number) => void;
    }
  | { readonly type: 'action'; readonly action: AssistantAction };

/** What speaking works with; shared by all turns. */
export interface SpeakServices {
  /** undefined = no engine could be started: answers are text only. */
  readonly speech: Speech | undefined;
  /** The message that frames are encoded as. */
  readonly response: SpeechRequest['response'];
  /** Audio that may be made ahead of what was sent, ms. The sentence that passes the bound is made whole. */
  readonly lookaheadMs: number;
  /** false = the queues or the memory for speech are full: only what is due now is made. */
  readonly mayLookAhead: () => boolean;
  readonly sampleRateHz: number;
  /** BCP 47; of text whose script does not tell. */
  readonly defaultLanguage: string;
}

/** Text that may wait ahead of what was sent, UTF-16 units. Text without speech has no other bound. */
const MAX_TEXT_AHEAD = 2_000;

interface Spoken {
  /** As shown; empty where only an action is due. */
  readonly text: string;
  /** undefined = there is nothing to say, or nobody who could: text only. */
  readonly speech: { readonly planned: PlannedSentence; readonly utterance: Utterance } | undefined;
}

/**
 * Each sentence's text, then its audio. Further sentences are spoken while one is being sent, each due when its listener will
 * have heard what comes before it. A command does not wait for the audio of the sentence that is being sent.
 */
export async function* speak(
  sentences: AsyncIterable<string | AssistantAction>,
  { speech, response, mayLookAhead, lookaheadMs, sampleRateHz, defaultLanguage }: SpeakServices,
  wish: VoiceWish,
  transcript: Transcript,
  log: TurnLog,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, undefined> {
  const { playback } = transcript;
  const durationMs = (samples: number): number => durationMsOf(samples, sampleRateHz);
  const speakable = new Speakable(defaultLanguage);
  const actions: AssistantAction[] = [];
  let textAhead = 0;

  const start = (shown: string): Spoken['speech'] => {
    const text = speakable.say(shown, wish.language);
    if (!speech || text === '') return undefined;
    const { deadlineMs } = playback;
    const planned = playback.begin(text);
    const utterance = speech.start({ text, wish, response, deadlineMs }, signal);
    // A failure is told to whoever takes the frames.
    utterance.end.then(({ samples }) => playback.made(planned, durationMs(samples))).catch(() => {});
    return { planned, utterance };
  };
  async function* started(): AsyncGenerator<Spoken, void, undefined> {
    for await (const item of sentences) {
      await TICK_BUDGET.breathe();
      if (typeof item === 'string') {
        textAhead += item.length;
        yield { text: item, speech: start(item) };
      } else {
        actions.push(item);
        yield { text: '', speech: undefined };
      }
    }
  }
  function* due(): Generator<TurnEvent, void, undefined> {
    for (const action of actions.splice(0)) yield { type: 'action', action };
  }

  const hasRoom = (): boolean => playback.unsentMs < lookaheadMs && textAhead < MAX_TEXT_AHEAD && mayLookAhead();
  const ahead = new Prefetch(started(), hasRoom, (spoken) => spoken.speech?.utterance.close());
  for await (const spoken of ahead) {
    try {
      signal.throwIfAborted();
      textAhead -= spoken.text.length;
      if (spoken.text !== '') {
        transcript.add(spoken.text, spoken.speech?.planned);
        yield { type: 'text', text: spoken.text };
      }
      yield* due();
      if (!spoken.speech) continue;
      const { planned, utterance } = spoken.speech;
      const onSent = (samples: number): void => playback.sent(planned, durationMs(samples));
      for await (const frames of utterance) {
        yield { type: 'audio', frames, onSent };
        ahead.recheck();
        yield* due();
      }
      signal.throwIfAborted();
      const { outcome, silence, language, substituted, engine } = await utterance.end;
      if (outcome === 'silent' && silence !== 'nothing_to_speak') log.degrade('speak', { silence, language });
      if (substituted) log.degrade('choose_voice', { language, engine });
    } finally {
      spoken.speech?.utterance.close();
    }
  }
}
