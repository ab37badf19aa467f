import type { Silence } from '../../shared/task-messages.js';
import { isSpeakable } from '../../text/is-speakable.js';
import { candidateLanguages } from '../../text/language/choose-language.js';
import type { Engine } from '../engines/engine.js';

export interface VoiceRequest {
  readonly text: string;
  readonly language: string | undefined;
  readonly voice: string | undefined;
  readonly defaultLanguage: string;
}

export type VoiceChoice =
  | { readonly engine: Engine; readonly voice: string; readonly language: string; readonly substituted: boolean }
  | { readonly silence: Silence };

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
  const candidates = candidateLanguages(request.text, request.language, request.defaultLanguage);
  for (const language of candidates) {
    for (const engine of engines) {
      const voice = engine.voiceFor(language);
      if (voice === undefined) continue;
      const substituted = requested !== undefined || (request.language !== undefined && language !== request.language);
      return { engine, voice, language, substituted };
    }
  }
  return { silence: 'no_engine' };
}
