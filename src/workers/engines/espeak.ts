import type { Engine, SampleSink } from './engine.js';

/** What is used of the module's interface; its authors publish no types. `synth_` is the raw call without event decoding. */
interface EspeakModule {
  readonly HEAP16: Int16Array;
  addFunction(callback: (audio: number, samples: number, events: number) => number): number;
  eSpeakNGWorker: new () => EspeakWorker;
}
interface EspeakWorker {
  get_samplerate(): number;
  set_rate(wordsPerMinute: number): void;
  set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
  list_voices(): { name: string; identifier: string; languages: { name: string; priority: number }[] }[];
  synth_(text: string, callback: number): void;
}

/** Languages whose best voice is not the one of their name, or whose name of old is all that some clients know. */
const PREFERRED_VOICE: Readonly<Record<string, string>> = {
  en: 'en-us',
  pt: 'pt-br',
  iw: 'he',
  in: 'id',
};

/**
 * eSpeak NG compiled to WebAssembly: streams 100 ms of audio a callback and stops when the callback says so.
 * An optional dependency (GPL): throws when it is not installed.
 */
export async function loadEspeak(rateWordsPerMinute: number): Promise<Engine> {
  // A name the compiler does not look up: the package has no types and may not be there.
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = (await import(packageName)) as { default: () => Promise<EspeakModule> };
  const espeak = await load();
  const worker = new espeak.eSpeakNGWorker();
  worker.set_rate(rateWordsPerMinute);

  const files = voiceFiles(worker);
  let currentVoice: string | undefined;
  let sink: SampleSink = () => true;
  // One callback for the engine's whole life: a function table entry each sentence would be made and freed otherwise.
  const callback = espeak.addFunction((audio, samples) => {
    if (samples <= 0) return 0;
    // HEAP16 is read anew each time: the view is replaced when the engine's memory grows.
    const start = audio / Int16Array.BYTES_PER_ELEMENT;
    return sink(espeak.HEAP16.subarray(start, start + samples)) ? 1 : 0;
  });

  return {
    name: 'espeak',
    sampleRateHz: worker.get_samplerate(),
    voices: new Set(files.keys()),
    voiceFor(language) {
      const tag = language.toLowerCase();
      const base = tag.split('-')[0] ?? tag;
      if (tag !== base && files.has(tag)) return tag;
      return [PREFERRED_VOICE[base], base].find((voice) => voice !== undefined && files.has(voice));
    },
    // Espeak names its voices by their language.
    languageOf: (voice) => voice,
    speak(text, voice, into) {
      if (voice !== currentVoice) {
        worker.set_voice(files.get(voice) ?? voice, '', 0, 0, 0);
        currentVoice = voice;
      }
      sink = into;
      // The engine takes a C string: a NUL would end the sentence there.
      worker.synth_(text.replaceAll('\0', ' '), callback);
    },
  };
}

/**
 * For each language its voice's file, which is the only name that is sure to be loaded: by another of its languages' names a
 * voice is found and stays silent. Of several the one with the lowest priority number, as espeak itself has it, is taken.
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
