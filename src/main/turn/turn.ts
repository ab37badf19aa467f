import { AnswerLanguage } from '../../text/language/answer-language.js';
import { answer } from './answer/answer.js';
import { inNextTick } from './in-next-tick.js';
import { withMemory } from './prompt.js';
import { segment } from './segment.js';
import type {
  AssistantPolicy,
  DeviceLanguages,
  Llm,
  Pictures,
  Screen,
  Segmenter,
  TurnLog,
  TurnMemory,
  VoiceWish,
} from './services.js';
import { type SpeakServices, speak, type TurnEvent } from './speak.js';
import { think, type Usage } from './think.js';
import { Transcript } from './transcript.js';
import { type RequestScreenshot, understand } from './understand.js';

/** The part of a prompt that tells its language, UTF-16 units from its start. */
const PROMPT_SAMPLE_UNITS = 1_000;

/** A client's request, validated. */
export interface TurnRequest extends RequestScreenshot {
  readonly prompt: string;
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly wish: VoiceWish;
  readonly screen: Screen | undefined;
}

/** The services that all turns share. A turn does not change them. */
export interface TurnServices extends SpeakServices {
  readonly llm: Llm;
  /** Returns the policy that the flags give now. */
  readonly policy: () => AssistantPolicy;
  readonly segmenting: Segmenter;
  /** Prepares pictures; undefined = no picture can be prepared, and turns go on without their pictures. */
  readonly pictures: Pictures | undefined;
  /** The memory of the users; undefined = nothing is remembered. */
  readonly memory: TurnMemory | undefined;
  /** The languages of the devices' last answers. */
  readonly deviceLanguages: DeviceLanguages;
}

/**
 * Runs one request to its reply, as one pipe pulled from its end: speak ← segment ← answer ← think ← understand. A slow
 * client therefore slows the model's stream. All state of the turn lives in these generators; `signal` ends them at any
 * point, with its reason. The answer is remembered as far as it was heard.
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
  const { memory, deviceLanguages } = services;
  const policy = services.policy();
  const transcript = new Transcript();
  // An answer is probably in the language of its prompt, or else in that of the device's last answer. The first sentence
  // needs it: until then the model thinks.
  const asked = inNextTick(() => language ?? languageOfPrompt(prompt, services));
  const expected = (): string[] => [asked(), deviceLanguages.last(hardwareId)].filter((tag) => tag !== undefined);
  const { defaultLanguage, detector } = services;
  const languages = new AnswerLanguage({ requested: language, expected, defaultLanguage, detector });
  const remembered = memory?.ask({ hardwareId, sessionId, prompt, heard: () => transcript.heardText() });
  let isWhole = false;
  try {
    const [image, known] = await Promise.all([
      understand(request, services.pictures, log, signal),
      remembered?.recall(signal),
    ]);
    const system = withMemory(policy.system, known);
    const history = known?.history ?? [];
    const llmRequest = { system, history, prompt, hardwareId, sessionId, language, image, screen };

    const tokens = think(services.llm, llmRequest, usage, signal);
    const parts = answer(tokens, policy.commands, log);
    const sentences = segment(parts, services.segmenting, asked, signal);
    yield* speak(sentences, services, wish, transcript, log, signal, languages);
    isWhole = !signal.aborted;
  } finally {
    const { main } = languages;
    if (main) log.spokeIn(main.language, main.reason);
    if (main && main.reason !== 'expected') deviceLanguages.remember(hardwareId, main.language);
    // After a failed turn, the client still plays the audio it has received. After a cancelled turn it plays no more.
    const playsOn = !signal.aborted;
    const answerHeard = isWhole
      ? transcript.fullText()
      : transcript.heardText(playsOn ? Number.POSITIVE_INFINITY : undefined);
    remembered?.end(answerHeard, playsOn ? transcript.playback.playsUntilMs : undefined);
  }
}

/** Returns the language of a prompt, BCP 47; undefined when its words do not tell. */
function languageOfPrompt(prompt: string, { defaultLanguage, detector }: TurnServices): string | undefined {
  const found = new AnswerLanguage({ defaultLanguage, detector });
  found.of(prompt.slice(0, PROMPT_SAMPLE_UNITS));
  return found.main?.reason === 'expected' ? undefined : found.main?.language;
}
