import { primarySubtag } from '../../text/language/language-tag.js';
import { NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';
import type { Engine, SampleSink, SpeechEnd } from './engine.js';
import { type EspeakInstance, LocalEspeak } from './espeak-instance.js';
import { espeakGainDb } from './espeak-levels.js';
import type { EspeakVoice } from './espeak-library.js';
import { loadPackagedEspeak } from './espeak-package.js';
import { espeakReads } from './espeak-scripts.js';
import { espeakText } from './espeak-text.js';
import { ProcessEspeak } from './native/process-espeak.js';

/**
 * Preferred voices by language: `en` and `pt` have a better voice than the one of their name, and some clients know
 * only the old codes `iw` and `in`.
 */
const PREFERRED_VOICE: Readonly<Record<string, string>> = {
  en: 'en-us',
  pt: 'pt-br',
  iw: 'he',
  in: 'id',
};

/** Loads the npm package of eSpeak NG. @throws Error when the package, an optional dependency (GPL), is not installed */
export async function loadEspeak(rateWordsPerMinute: number): Promise<Engine<undefined>> {
  return new Espeak(await LocalEspeak.load(loadPackagedEspeak, rateWordsPerMinute), rateWordsPerMinute);
}

/**
 * Loads the system's eSpeak NG, which speaks in a process of its own.
 * @param nice the niceness of the process, 0 to 19
 * @throws Error when the library, or the package that calls it, is not installed
 */
export async function loadNativeEspeak(rateWordsPerMinute: number, nice: number): Promise<Engine> {
  return new Espeak(await ProcessEspeak.load(rateWordsPerMinute, nice), rateWordsPerMinute);
}

class Espeak<End extends SpeechEnd> implements Engine<End> {
  readonly name = 'espeak';
  readonly sampleRateHz: number;
  readonly rate: number;
  readonly voices: ReadonlySet<string>;
  readonly reads = espeakReads;
  readonly #instance: EspeakInstance<End>;
  readonly #files: ReadonlyMap<string, string>;

  constructor(instance: EspeakInstance<End>, rateWordsPerMinute: number) {
    this.#instance = instance;
    this.#files = voiceFiles(instance.voices);
    this.sampleRateHz = instance.sampleRateHz;
    this.rate = rateWordsPerMinute / NORMAL_WORDS_PER_MINUTE;
    this.voices = new Set(this.#files.keys());
  }

  voiceFor(language: string): string | undefined {
    const tag = language.toLowerCase();
    const base = primarySubtag(tag);
    if (tag !== base && this.#files.has(tag)) return tag;
    return [PREFERRED_VOICE[base], base].find((voice) => voice !== undefined && this.#files.has(voice));
  }

  /** Returns the voice itself: eSpeak names its voices by their language. */
  languageOf(voice: string): string {
    return voice;
  }

  gainDb(voice: string): number {
    return espeakGainDb(voice);
  }

  speak(text: string, voice: string, into: SampleSink): End {
    return this.#instance.speak(espeakText(text), this.#files.get(voice) ?? voice, into);
  }

  reset(): void {
    this.#instance.reset();
  }

  restore(): Promise<void> {
    return this.#instance.restore();
  }
}

/**
 * Finds each language's voice file. Only the file's name is sure to load the voice: eSpeak also finds a voice by the
 * name of another of its languages, but then the voice stays silent. Of several files, the one with the lowest priority
 * number is taken, as in eSpeak itself.
 */
function voiceFiles(voices: readonly EspeakVoice[]): ReadonlyMap<string, string> {
  const best = new Map<string, { file: string; priority: number }>();
  for (const { identifier, languages } of voices) {
    const file = identifier.slice(identifier.lastIndexOf('/') + 1);
    for (const { name, priority } of languages) {
      if (priority < (best.get(name)?.priority ?? Number.POSITIVE_INFINITY)) best.set(name, { file, priority });
    }
  }
  return new Map([...best].map(([name, { file }]) => [name, file]));
}
