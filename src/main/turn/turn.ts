import { segment } from './segment.js';
import type { Llm, Segmenting, Speech, TurnLog, VoiceWish } from './services.js';
import { speak, type TurnEvent } from './speak.js';
import { think, type Usage } from './think.js';

/** What a client sent, validated. */
export interface TurnRequest {
  readonly prompt: string;
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly wish: VoiceWish;
}

/** What a turn works with; shared by all turns, changed by none. */
export interface TurnServices {
  readonly llm: Llm;
  readonly segmenting: Segmenting;
  /** undefined = no engine could be started: answers are text only. */
  readonly speech: Speech | undefined;
  /** Sentences that may be read ahead of the one being sent. */
  readonly lookaheadSentences: number;
}

/**
 * One request and its reply, as one pipe pulled from its end: speak ← segment ← think. A slow client slows the model's
 * stream by itself. All state of the turn lives in these generators; `signal` ends them at any point, with its reason.
 *
 * @throws NexyError
 */
export async function* runTurn(
  request: TurnRequest,
  services: TurnServices,
  usage: Usage,
  log: TurnLog,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, void, undefined> {
  const { prompt, hardwareId, sessionId, wish } = request;
  const { language } = wish;
  const llmRequest = { prompt, hardwareId, sessionId, language, image: undefined };

  const tokens = think(services.llm, llmRequest, usage, signal);
  const sentences = segment(tokens, services.segmenting, language, signal);
  yield* speak(sentences, services.speech, wish, services.lookaheadSentences, log, signal);
}
