import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type * as Koffi from 'koffi';
import type { SampleSink } from '../engine.js';
import { CHUNK_MS, type EspeakLibrary, type EspeakSettings, type EspeakVoice } from '../espeak-library.js';

const LIBRARY_FILE = 'libespeak-ng.so.1';
/** The folders of system libraries; the first two are those of Debian for x64 and arm64. */
const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/local/lib',
  '/usr/lib64',
  '/usr/lib',
];

// eSpeak's interface: espeak-ng, src/include/espeak-ng/speak_lib.h.
const AUDIO_OUTPUT_SYNCHRONOUS = 2;
const INITIALIZE_DONT_EXIT = 0x8000;
const POS_CHARACTER = 1;
const CHARS_UTF8 = 1;
const SSML = 0x10;
const PHONEMES = 0x100;
const PARAMETER = { rate: 1, volume: 2, pitch: 3, range: 4 };
const CURRENT = 1;
const POINTER_BYTES = 8;

type Pointer = bigint | null;
interface VoiceRecord {
  readonly identifier: string;
  readonly languages: bigint;
}

/** Returns the path of the system's eSpeak NG, on Linux. @throws Error when it is not installed */
export function findNativeEspeak(): string {
  const path = LIBRARY_FOLDERS.map((folder) => join(folder, LIBRARY_FILE)).find((file) => existsSync(file));
  if (path === undefined) throw new Error(`${LIBRARY_FILE} is not installed (Debian: apt install libespeak-ng1)`);
  return path;
}

/** The system's eSpeak NG. It has one state for the whole process, so that only one instance is used. */
export class NativeEspeak implements EspeakLibrary {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  readonly #koffi: typeof Koffi;
  readonly #setVoice: (file: string) => number;
  readonly #setParameter: (parameter: number, value: number, isRelative: number) => number;
  readonly #getParameter: (parameter: number, which: number) => number;
  readonly #synthesise: (
    text: string,
    byteLength: number,
    position: number,
    positionType: number,
    end: number,
    flags: number,
    identifier: null,
    userData: null,
  ) => number;
  #sink: SampleSink = () => true;
  /** The engine's buffer of samples. The engine has only one, so that the view is made once. */
  #samples = new Int16Array(0);
  #samplesAt: Pointer = null;

  /** @param path the file of the library @throws Error when it cannot be loaded, or has no voices */
  constructor(koffi: typeof Koffi, path: string) {
    this.#koffi = koffi;
    const library = koffi.load(path);
    this.#setVoice = library.func('int espeak_SetVoiceByName(const char *name)');
    this.#setParameter = library.func('int espeak_SetParameter(int parameter, int value, int relative)');
    this.#getParameter = library.func('int espeak_GetParameter(int parameter, int current)');
    this.#synthesise = library.func(
      'int espeak_Synth(const char *text, size_t size, unsigned int position, int type, unsigned int end, unsigned int flags, void *identifier, void *user)',
    );
    const initialize = library.func('int espeak_Initialize(int output, int chunk_ms, const char *path, int options)');
    this.sampleRateHz = initialize(AUDIO_OUTPUT_SYNCHRONOUS, CHUNK_MS, null, INITIALIZE_DONT_EXIT);
    if (this.sampleRateHz <= 0) throw new Error('the voices are not installed (Debian: apt install espeak-ng-data)');
    this.voices = this.#listVoices(library);
    const callbackType = koffi.pointer(koffi.proto('int espeak_callback(void *samples, int count, void *events)'));
    const callback = koffi.register((at: Pointer, count: number) => this.#take(at, count), callbackType);
    library.func('espeak_SetSynthCallback', 'void', [callbackType])(callback);
  }

  setVoice(file: string): boolean {
    return this.#setVoice(file) === 0;
  }

  set({ rate, volume, pitch, range }: EspeakSettings): void {
    this.#setParameter(PARAMETER.rate, rate, 0);
    this.#setParameter(PARAMETER.volume, volume, 0);
    this.#setParameter(PARAMETER.pitch, pitch, 0);
    this.#setParameter(PARAMETER.range, range, 0);
  }

  settings(): EspeakSettings {
    return {
      rate: this.#getParameter(PARAMETER.rate, CURRENT),
      volume: this.#getParameter(PARAMETER.volume, CURRENT),
      pitch: this.#getParameter(PARAMETER.pitch, CURRENT),
      range: this.#getParameter(PARAMETER.range, CURRENT),
    };
  }

  synthesise(markup: string, sink: SampleSink): void {
    this.#sink = sink;
    const size = Buffer.byteLength(markup) + 1;
    const flags = CHARS_UTF8 | SSML | PHONEMES;
    if (this.#synthesise(markup, size, 0, POS_CHARACTER, 0, flags, null, null) !== 0) {
      throw new Error('espeak did not speak');
    }
  }

  /** Passes samples on. @returns 1 to stop the engine */
  #take(at: Pointer, count: number): number {
    if (at === null || count <= 0) return 0;
    if (at !== this.#samplesAt || count > this.#samples.length) {
      this.#samples = new Int16Array(this.#koffi.view(at, count * Int16Array.BYTES_PER_ELEMENT));
      this.#samplesAt = at;
    }
    return this.#sink(this.#samples.subarray(0, count)) ? 1 : 0;
  }

  /** Reads the list of voices: pointers to records, up to a null pointer. */
  #listVoices(library: Koffi.LibraryHandle): readonly EspeakVoice[] {
    const record = this.#koffi.struct({
      name: 'str',
      languages: 'void *',
      identifier: 'str',
      gender: 'uint8_t',
      age: 'uint8_t',
      variant: 'uint8_t',
      reserved: 'uint8_t',
      score: 'int',
      spare: 'void *',
    });
    const list: bigint = library.func('void *espeak_ListVoices(void *specification)')(null);
    const voices: EspeakVoice[] = [];
    for (let at = 0; ; at += POINTER_BYTES) {
      const pointer: Pointer = this.#koffi.decode(list, at, 'void *');
      if (pointer === null) return voices;
      const { identifier, languages }: VoiceRecord = this.#koffi.decode(pointer, record);
      voices.push({ identifier, languages: this.#languagesAt(languages) });
    }
  }

  /** Reads a list of languages: a byte with the priority before each name, and a zero byte at the end. */
  #languagesAt(list: bigint): EspeakVoice['languages'] {
    const languages = [];
    for (let at = 0; ; ) {
      const priority: number = this.#koffi.decode(list, at, 'uint8_t');
      if (priority === 0) return languages;
      const name: string = this.#koffi.decode(list, at + 1, 'char', -1);
      languages.push({ name, priority });
      at += name.length + 2;
    }
  }
}
