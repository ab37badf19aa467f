import { prefetch } from './prefetch.js';
import type { Frame, Speech, TurnLog, Utterance, VoiceWish } from './services.js';

/** What leaves a turn. The receiver of frames gives each back. */
export type TurnEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'audio'; readonly frames: readonly Frame[] };

interface Spoken {
  readonly text: string;
  /** undefined = nobody can speak: text only. */
  readonly utterance: Utterance | undefined;
}

/** Each sentence's text, then its audio. Up to `maxAhead` further sentences are spoken while one is being sent. */
export async function* speak(
  sentences: AsyncIterable<string>,
  speech: Speech | undefined,
  wish: VoiceWish,
  maxAhead: number,
  log: TurnLog,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, undefined> {
  async function* started(): AsyncGenerator<Spoken, void, undefined> {
    for await (const text of sentences) {
      yield { text, utterance: speech?.start(text, wish, 'StreamResponse', signal) };
    }
  }
  for await (const { text, utterance } of prefetch(started(), maxAhead, (spoken) => spoken.utterance?.close())) {
    try {
      signal.throwIfAborted();
      yield { type: 'text', text };
      if (!utterance) continue;
      for await (const frames of utterance) yield { type: 'audio', frames };
      signal.throwIfAborted();
      const { outcome, silence, language, substituted, engine } = await utterance.end;
      if (outcome === 'silent' && silence !== 'nothing_to_speak') log.degrade('speak', { silence, language });
      if (substituted) log.degrade('choose_voice', { language, engine });
    } finally {
      utterance?.close();
    }
  }
}
