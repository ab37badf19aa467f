import { durationMsOf } from '../../shared/pcm.js';
import { type PlannedSentence, Playback } from './playback.js';
import { Prefetch } from './prefetch.js';
import type { Frame, Speech, TurnLog, Utterance, VoiceWish } from './services.js';

/** What leaves a turn. The receiver of frames gives each back. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'audio'; readonly frames: readonly Frame[] };

/** What speaking works with; shared by all turns. */
export interface SpeakServices {
  /** undefined = no engine could be started: answers are text only. */
  readonly speech: Speech | undefined;
  /** Audio that may be made ahead of what was sent, ms; the sentence after the one being sent is made in any case. */
  readonly lookaheadMs: number;
  readonly sampleRateHz: number;
}

interface Spoken {
  readonly text: string;
  /** undefined = nobody can speak: text only. */
  readonly speech: { readonly planned: PlannedSentence; readonly utterance: Utterance } | undefined;
}

/**
 * Each sentence's text, then its audio. Further sentences are spoken while one is being sent, each due when its listener will
 * have heard what comes before it.
 */
export async function* speak(
  sentences: AsyncIterable<string>,
  { speech, lookaheadMs, sampleRateHz }: SpeakServices,
  wish: VoiceWish,
  log: TurnLog,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, undefined> {
  const playback = new Playback();
  const durationMs = (samples: number): number => durationMsOf(samples, sampleRateHz);

  const start = (text: string): Spoken['speech'] => {
    if (!speech) return undefined;
    const { deadlineMs } = playback;
    const planned = playback.begin(text);
    const utterance = speech.start({ text, wish, response: 'StreamResponse', deadlineMs }, signal);
    // A failure is told to whoever takes the frames.
    utterance.end.then(({ samples }) => playback.made(planned, durationMs(samples))).catch(() => {});
    return { planned, utterance };
  };
  async function* started(): AsyncGenerator<Spoken, void, undefined> {
    for await (const text of sentences) yield { text, speech: start(text) };
  }

  const hasRoom = (): boolean => playback.unsentMs < lookaheadMs;
  const ahead = new Prefetch(started(), hasRoom, (spoken) => spoken.speech?.utterance.close());
  for await (const spoken of ahead) {
    try {
      signal.throwIfAborted();
      yield { type: 'text', text: spoken.text };
      if (!spoken.speech) continue;
      const { planned, utterance } = spoken.speech;
      for await (const frames of utterance) {
        yield { type: 'audio', frames };
        playback.sent(planned, durationMs(frames.reduce((sum, frame) => sum + frame.samples, 0)));
        ahead.recheck();
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
