import { primarySubtag } from '../../text/language/language-tag.js';
import { NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';
import type { Engine, SampleSink } from './engine.js';
import { espeakGainDb } from './espeak-levels.js';
import { espeakReads } from './espeak-scripts.js';
import { espeakText } from './espeak-text.js';

/**
 * The part of the module's interface that is used; its authors publish no types. `synth_` is the raw call without event
 * decoding.
 */
interface EspeakModule {
  readonly HEAP16: Int16Array;
  addFunction(callback: (audio: number, samples: number, events: number) => number): number;
  eSpeakNGWorker: new () => EspeakWorker;
}
interface EspeakWorker {
  get_samplerate(): number;
  set_rate(wordsPerMinute: number): void;
  get_rate(): number;
  set_pitch(percent: number): void;
  get_pitch(): number;
  set_range(percent: number): void;
  get_range(): number;
  set_volume(percent: number): void;
  get_volume(): number;
  /** @returns 0 when the voice is set */
  set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
  list_voices(): { name: string; identifier: string; languages: { name: string; priority: number }[] }[];
  synth_(text: string, callback: number): void;
}
type LoadEspeak = (options: { print(line: string): void; printErr(line: string): void }) => Promise<EspeakModule>;

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

/** eSpeak's own defaults, percent. */
const PITCH = 50;
const RANGE = 50;
const VOLUME = 100;

/** A loaded instance of the engine. Its whole state is lost with it. */
interface Instance {
  readonly module: EspeakModule;
  readonly worker: EspeakWorker;
  /** The number of the audio callback in the module's function table. */
  readonly callback: number;
}

/**
 * Loads eSpeak NG compiled to WebAssembly. It passes 100 ms of audio to each callback, and stops when the callback
 * tells it to.
 * @throws when the package, an optional dependency (GPL), is not installed
 */
export async function loadEspeak(rateWordsPerMinute: number): Promise<Engine> {
  // The compiler must not look this name up: the package has no types and may not be installed.
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = (await import(packageName)) as { default: LoadEspeak };
  return new Espeak(load, rateWordsPerMinute, await instantiate(load));
}

async function instantiate(load: LoadEspeak): Promise<Omit<Instance, 'callback'>> {
  // The engine's own messages are discarded, as they may quote the text.
  const module = await load({ print: () => {}, printErr: () => {} });
  return { module, worker: new module.eSpeakNGWorker() };
}

class Espeak implements Engine {
  readonly name = 'espeak';
  readonly sampleRateHz: number;
  readonly rate: number;
  readonly voices: ReadonlySet<string>;
  readonly reads = espeakReads;
  readonly #load: LoadEspeak;
  readonly #rateWordsPerMinute: number;
  readonly #files: ReadonlyMap<string, string>;
  #instance: Instance;
  /** The voice that is set; undefined when it is not known. */
  #currentVoice: string | undefined;
  #sink: SampleSink = () => true;

  constructor(load: LoadEspeak, rateWordsPerMinute: number, loaded: Omit<Instance, 'callback'>) {
    this.#load = load;
    this.#rateWordsPerMinute = rateWordsPerMinute;
    this.#instance = this.#connected(loaded);
    this.#files = voiceFiles(loaded.worker);
    this.sampleRateHz = loaded.worker.get_samplerate();
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

  speak(text: string, voice: string, into: SampleSink): void {
    this.#setUp(voice);
    this.#sink = into;
    this.#instance.worker.synth_(espeakText(text), this.#instance.callback);
  }

  reset(): void {
    this.#currentVoice = undefined;
  }

  async restore(): Promise<void> {
    this.#currentVoice = undefined;
    this.#instance = this.#connected(await instantiate(this.#load));
  }

  /**
   * Brings the engine into the state in which every sentence starts. The settings take a microsecond, so they are set
   * and read back each time. A voice takes 0.4 to 3 ms to load, so it is set only when it changes. No text can change
   * the voice: see `espeakText`.
   */
  #setUp(voice: string): void {
    const { worker } = this.#instance;
    if (voice !== this.#currentVoice) {
      this.#currentVoice = undefined;
      if (worker.set_voice(this.#files.get(voice) ?? voice, '', 0, 0, 0) !== 0) throw new Error('espeak set no voice');
      this.#currentVoice = voice;
    }
    worker.set_rate(this.#rateWordsPerMinute);
    worker.set_pitch(PITCH);
    worker.set_range(RANGE);
    worker.set_volume(VOLUME);
    const isSet =
      worker.get_rate() === this.#rateWordsPerMinute &&
      worker.get_pitch() === PITCH &&
      worker.get_range() === RANGE &&
      worker.get_volume() === VOLUME;
    if (!isSet) throw new Error('espeak did not take its settings');
  }

  /** Adds one callback for the instance's whole life. Otherwise each sentence would add and remove a table entry. */
  #connected({ module, worker }: Omit<Instance, 'callback'>): Instance {
    const callback = module.addFunction((audio, samples) => {
      if (samples <= 0) return 0;
      // HEAP16 is read anew each time: the view is replaced when the engine's memory grows.
      const start = audio / Int16Array.BYTES_PER_ELEMENT;
      return this.#sink(module.HEAP16.subarray(start, start + samples)) ? 1 : 0;
    });
    return { module, worker, callback };
  }
}

/**
 * Finds each language's voice file. Only the file's name is sure to load the voice: eSpeak also finds a voice by the
 * name of another of its languages, but then the voice stays silent. Of several files, the one with the lowest priority
 * number is taken, as in eSpeak itself.
 */
function voiceFiles(worker: EspeakWorker): ReadonlyMap<string, string> {
  const best = new Map<string, { file: string; priority: number }>();
  for (const { identifier, languages } of worker.list_voices()) {
    const file = identifier.slice(identifier.lastIndexOf('/') + 1);
    for (const { name, priority } of languages) {
      if (priority < (best.get(name)?.priority ?? Number.POSITIVE_INFINITY)) best.set(name, { file, priority });
    }
  }
  return new Map([...best].map(([name, { file }]) => [name, file]));
}
