import type { SampleSink } from './engine.js';

/** A voice file of eSpeak NG. */
export interface EspeakVoice {
  /** The path of the voice file, such as "gmw/en-US". */
  readonly identifier: string;
  /** The languages that the voice speaks. The lower the priority number, the better the voice is for the language. */
  readonly languages: readonly { readonly name: string; readonly priority: number }[];
}

/** The settings of a voice: words per minute, and percent. */
export interface EspeakSettings {
  readonly rate: number;
  readonly pitch: number;
  readonly range: number;
  readonly volume: number;
}

/** A loaded instance of eSpeak NG, whatever its build. Its whole state is lost with it. */
export interface EspeakLibrary {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  /** @returns false when the voice could not be set */
  setVoice(file: string): boolean;
  set(settings: EspeakSettings): void;
  settings(): EspeakSettings;
  /** Speaks a text in eSpeak's own markup (SSML) into `sink`, until it is done or the sink stops it. */
  synthesise(markup: string, sink: SampleSink): void;
}

/** The sound that eSpeak passes on at a time, ms. */
export const CHUNK_MS = 100;
