import { segment } from './segment.js';
import type { Llm, Pictures, Screen, Segmenting, TurnLog, VoiceWish } from './services.js';
import { type SpeakServices, speak, type TurnEvent } from './speak.js';
import { think, type Usage } from './think.js';
import { understand } from './understand.js';

/** What a client sent, validated. */
export interface TurnRequest {
  readonly prompt: string;
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly wish: VoiceWish;
  /** Base64 as it came, its header checked. Gone once it is understood: an answer may take minutes. */
  screenshot: Uint8Array | undefined;
  readonly screen: Screen | undefined;
}

/** What a turn works with; shared by all turns, changed by none. */
export interface TurnServices extends SpeakServices {
  readonly llm: Llm;
  readonly segmenting: Segmenting;
  /** undefined = no picture can be prepared: turns go on without theirs. */
  readonly pictures: Pictures | undefined;
}

/**
 * One request and its reply, as one pipe pulled from its end: speak ← segment ← think ← understand. A slow client slows the
 * model's stream by itself. All state of the turn lives in these generators; `signal` ends them at any point, with its reason.
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
  const { prompt, hardwareId, sessionId, wish, screen } = request;
  const { language } = wish;
  const image = await understand(request, services.pictures, log, signal);
  const llmRequest = { prompt, hardwareId, sessionId, language, image, screen };

  const tokens = think(services.llm, llmRequest, usage, signal);
  const sentences = segment(tokens, services.segmenting, language, signal);
  yield* speak(sentences, services, wish, log, signal);
}
