import type { EngineName } from '../../shared/task-messages.js';

/**
 * Takes samples (mono int16 at the engine's rate) as they are made. The view is only valid during the call.
 * @returns true to stop the engine
 */
export type SampleSink = (samples: Int16Array) => boolean;

/** A speech synthesiser in this thread. Not reentrant: one sentence at a time. */
export interface Engine {
  readonly name: EngineName;
  readonly sampleRateHz: number;
  /** Voices by name. */
  readonly voices: ReadonlySet<string>;
  /** The voice for a language (BCP 47) or undefined when the engine does not speak it. */
  voiceFor(language: string): string | undefined;
  /** The language (BCP 47) of one of its `voices`. */
  languageOf(voice: string): string;
  /** Speaks `text` with one of its `voices`, into `sink`, until it is done or the sink says stop. */
  speak(text: string, voice: string, sink: SampleSink): void;
}
