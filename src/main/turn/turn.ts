import { answer } from './answer/answer.js';
import { withMemory } from './prompt.js';
import { segment } from './segment.js';
import type { AssistantPolicy, Llm, Pictures, Screen, Segmenting, TurnLog, TurnMemory, VoiceWish } from './services.js';
import { type SpeakServices, speak, type TurnEvent } from './speak.js';
import { think, type Usage } from './think.js';
import { Transcript } from './transcript.js';
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
  /** As the flags stand now. */
  readonly policy: () => AssistantPolicy;
  readonly segmenting: Segmenting;
  /** undefined = no picture can be prepared: turns go on without theirs. */
  readonly pictures: Pictures | undefined;
  /** undefined = nothing is remembered. */
  readonly memory: TurnMemory | undefined;
}

/**
 * One request and its reply, as one pipe pulled from its end: speak ← segment ← answer ← think ← understand. A slow client
 * slows the model's stream by itself. All state of the turn lives in these generators; `signal` ends them at any point, with its
 * reason. What was said is remembered, as far as it was heard.
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
  const { memory } = services;
  const policy = services.policy();
  const transcript = new Transcript();
  let isWhole = false;
  try {
    const [image, known] = await Promise.all([
      understand(request, services.pictures, log, signal),
      memory?.recall(hardwareId, sessionId, signal),
    ]);
    const about = { system: withMemory(policy.system, known), history: known?.history ?? [] };
    const llmRequest = { ...about, prompt, hardwareId, sessionId, language, image, screen };

    const tokens = think(services.llm, llmRequest, usage, signal);
    const parts = answer(tokens, policy.commands, log);
    const sentences = segment(parts, services.segmenting, language, signal);
    yield* speak(sentences, services, wish, transcript, log, signal);
    isWhole = !signal.aborted;
  } finally {
    // A turn that failed ends quietly: its client plays on what it was sent. One that was cancelled is not heard any more.
    const playsOn = !signal.aborted;
    const { playsUntilMs: untilMs } = transcript.playback;
    const stillPlaying = playsOn ? { untilMs, heard: () => transcript.heard() } : undefined;
    const said = isWhole ? transcript.whole() : transcript.heard(playsOn ? Number.POSITIVE_INFINITY : undefined);
    if (said !== '') memory?.remember({ hardwareId, sessionId, prompt, said, stillPlaying });
  }
}
