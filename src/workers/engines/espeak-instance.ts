import type { SampleSink, SpeechEnd } from './engine.js';
import type { EspeakLibrary, EspeakSettings, EspeakVoice } from './espeak-library.js';

/** eSpeak's own defaults, percent. */
const DEFAULTS = { pitch: 50, range: 50, volume: 100 };

/** An eSpeak NG that speaks sentences, in this thread or in another process. */
export interface EspeakInstance<End extends SpeechEnd> {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  /**
   * Speaks a sentence, in eSpeak's own markup, with the voice of a file, as the first sentence of a fresh instance would be spoken.
   * @throws Error when the engine fails; it must then be restored before it speaks again
   */
  speak(markup: string, file: string, sink: SampleSink): End;
  /** Sets the voice anew for the next sentence. */
  reset(): void;
  restore(): Promise<void>;
}

/** An instance in this thread. */
export class LocalEspeak implements EspeakInstance<undefined> {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  readonly #load: () => Promise<EspeakLibrary>;
  readonly #wanted: EspeakSettings;
  #library: EspeakLibrary;
  /** The file of the voice that is set; undefined when it is not known. */
  #currentFile: string | undefined;

  private constructor(load: () => Promise<EspeakLibrary>, library: EspeakLibrary, rateWordsPerMinute: number) {
    this.#load = load;
    this.#library = library;
    this.#wanted = { rate: rateWordsPerMinute, ...DEFAULTS };
    this.sampleRateHz = library.sampleRateHz;
    this.voices = library.voices;
  }

  static async load(load: () => Promise<EspeakLibrary>, rateWordsPerMinute: number): Promise<LocalEspeak> {
    return new LocalEspeak(load, await load(), rateWordsPerMinute);
  }

  speak(markup: string, file: string, sink: SampleSink): undefined {
    this.#setUp(file);
    this.#library.synthesise(markup, sink);
  }

  reset(): void {
    this.#currentFile = undefined;
  }

  async restore(): Promise<void> {
    this.reset();
    this.#library = await this.#load();
  }

  /**
   * Brings the engine into the state in which every sentence starts. The settings take a microsecond, so they are set
   * and read back each time. A voice takes 0.4 to 3 ms to load, so it is set only when it changes. No text can change
   * the voice: see `espeakText`.
   */
  #setUp(file: string): void {
    if (file !== this.#currentFile) {
      this.#currentFile = undefined;
      if (!this.#library.setVoice(file)) throw new Error('espeak set no voice');
      this.#currentFile = file;
    }
    const wanted = this.#wanted;
    this.#library.set(wanted);
    const { rate, pitch, range, volume } = this.#library.settings();
    const isSet = rate === wanted.rate && pitch === wanted.pitch && range === wanted.range && volume === wanted.volume;
    if (!isSet) throw new Error('espeak did not take its settings');
  }
}
