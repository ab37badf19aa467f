import type { SilenceReason } from '../../shared/task-messages.js';
import { isSpeakable } from '../../text/is-speakable.js';
import { candidateLanguages } from '../../text/language/choose-language.js';
import type { Engine } from '../engines/engine.js';

export interface VoiceRequest {
  readonly text: string;
  /** The language of the answer, BCP 47; undefined = the requested one. */
  readonly answerLanguage?: string | undefined;
  /** The language that the client requests, BCP 47. */
  readonly language: string | undefined;
  /** The voice that the client requests. */
  readonly voice: string | undefined;
  readonly defaultLanguage: string;
}

/** A voice, and the language that it speaks (BCP 47). */
export interface Voice {
  readonly engine: Engine;
  readonly voice: string;
  readonly language: string;
}

export type VoiceChoice = (Voice & { readonly substituted: boolean }) | { readonly silence: SilenceReason };

/**
 * Chooses the engine, voice and language for a sentence: the first engine, in order, that speaks the best language for
 * it.
 */
export function chooseVoice(request: VoiceRequest, engines: readonly Engine[]): VoiceChoice {
  if (!isSpeakable(request.text)) return { silence: 'nothing_to_speak' };
  const requested = request.voice;
  const named = requested === undefined ? undefined : engines.find((engine) => engine.voices.has(requested));
  if (named && requested !== undefined) {
    const language = named.languageOf(requested);
    // A requested voice is used only when its language is written in the text's script: an English voice cannot read
    // Russian.
    const [best] = candidateLanguages(request.text, language, language);
    if (best === language) return { engine: named, voice: requested, language, substituted: false };
  }
  const candidates = candidateLanguages(
    request.text,
    request.answerLanguage ?? request.language,
    request.defaultLanguage,
  );
  for (const language of candidates) {
    const found = voiceFor(language, engines);
    if (!found) continue;
    const substituted = requested !== undefined || (request.language !== undefined && language !== request.language);
    return { ...found, substituted };
  }
  return { silence: 'no_engine' };
}

/** Returns the voice for a language, of the first engine that speaks it. */
export function voiceFor(language: string, engines: readonly Engine[]): Voice | undefined {
  for (const engine of engines) {
    const voice = engine.voiceFor(language);
    if (voice !== undefined) return { engine, voice, language };
  }
  return undefined;
}
