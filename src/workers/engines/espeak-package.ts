import type { SampleSink } from './engine.js';
import type { EspeakLibrary, EspeakSettings, EspeakVoice } from './espeak-library.js';

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
  list_voices(): EspeakVoice[];
  synth_(text: string, callback: number): void;
}
type LoadModule = (options: { print(line: string): void; printErr(line: string): void }) => Promise<EspeakModule>;

/**
 * Loads eSpeak NG compiled to JavaScript, from an npm package. It passes `CHUNK_MS` of audio to each callback, and stops when
 * the callback tells it to.
 * @throws when the package, an optional dependency (GPL), is not installed
 */
export async function loadPackagedEspeak(): Promise<EspeakLibrary> {
  // The compiler must not look this name up: the package has no types and may not be installed.
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = (await import(packageName)) as { default: LoadModule };
  // The engine's own messages are discarded, as they may quote the text.
  return new PackagedEspeak(await load({ print: () => {}, printErr: () => {} }));
}

class PackagedEspeak implements EspeakLibrary {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  readonly #worker: EspeakWorker;
  /** The number of the audio callback in the module's function table. */
  readonly #callback: number;
  #sink: SampleSink = () => true;

  constructor(module: EspeakModule) {
    this.#worker = new module.eSpeakNGWorker();
    this.sampleRateHz = this.#worker.get_samplerate();
    this.voices = this.#worker.list_voices();
    // One callback for the instance's whole life: otherwise each sentence would add and remove a table entry.
    this.#callback = module.addFunction((audio, samples) => {
      if (samples <= 0) return 0;
      // HEAP16 is read anew each time: the view is replaced when the engine's memory grows.
      const start = audio / Int16Array.BYTES_PER_ELEMENT;
      return this.#sink(module.HEAP16.subarray(start, start + samples)) ? 1 : 0;
    });
  }

  setVoice(file: string): boolean {
    return this.#worker.set_voice(file, '', 0, 0, 0) === 0;
  }

  set({ rate, pitch, range, volume }: EspeakSettings): void {
    this.#worker.set_rate(rate);
    this.#worker.set_pitch(pitch);
    this.#worker.set_range(range);
    this.#worker.set_volume(volume);
  }

  settings(): EspeakSettings {
    return {
      rate: this.#worker.get_rate(),
      pitch: this.#worker.get_pitch(),
      range: this.#worker.get_range(),
      volume: this.#worker.get_volume(),
    };
  }

  synthesise(markup: string, sink: SampleSink): void {
    this.#sink = sink;
    this.#worker.synth_(markup, this.#callback);
  }
}
