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
  /** Speed of its speech; 1 = normal (`NORMAL_WORDS_PER_MINUTE`). */
  readonly rate: number;
  /** Voices by name. */
  readonly voices: ReadonlySet<string>;
  /** The voice for a language (BCP 47) or undefined when the engine does not speak it. */
  voiceFor(language: string): string | undefined;
  /** The language (BCP 47) of one of its `voices`. */
  languageOf(voice: string): string;
  /**
   * Speaks `text` with one of its `voices`, into `sink`, until it is done or the sink says stop. Every character of `text` is
   * text, and each sentence starts from the same voice settings, whatever was spoken before.
   * @throws when the engine fails; then it must be restored before it speaks again
   */
  speak(text: string, voice: string, sink: SampleSink): void;
  /** Sets the voice and its settings anew for the next sentence. */
  reset(): void;
  /** Replaces the engine by a fresh instance. Takes tens of milliseconds. */
  restore(): Promise<void>;
}
