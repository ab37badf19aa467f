import type { EngineName } from '../../shared/task-messages.js';
import type { ScriptCode } from '../../text/language/scripts.js';

/**
 * Takes samples (mono int16 at the engine's rate) as they are made. The view is only valid during the call.
 * @returns true to stop the engine
 */
export type SampleSink = (samples: Int16Array) => boolean;

/** The end of a sentence: a promise, or undefined when it has ended at the return of the call. */
export type SpeechEnd = Promise<void> | undefined;

/**
 * A speech synthesiser of this thread. Not reentrant: one sentence at a time. An engine that speaks within the call is an
 * `Engine<undefined>`.
 */
export interface Engine<End extends SpeechEnd = SpeechEnd> {
  readonly name: EngineName;
  readonly sampleRateHz: number;
  /** The speed of its speech; 1 = normal (`NORMAL_WORDS_PER_MINUTE`). */
  readonly rate: number;
  /** The names of its voices. */
  readonly voices: ReadonlySet<string>;
  /** Returns the voice for a language (BCP 47), or undefined when the engine does not speak it. */
  voiceFor(language: string): string | undefined;
  /** Returns the language (BCP 47) of one of its `voices`. */
  languageOf(voice: string): string;
  /** Returns the gain that brings one of its `voices` to the level of all voices, dB. */
  gainDb(voice: string): number;
  /**
   * Tells whether one of its `voices` reads words of a script, rather than to spell them or to leave them out.
   * @param isSymbols true for single letters, such as "α"
   */
  reads(voice: string, script: ScriptCode, isSymbols: boolean): boolean;
  /**
   * Speaks `text` with one of its `voices` into `sink`, until the text is done or the sink stops the engine. Every
   * character of `text` is read as text, and each sentence starts from the same voice settings, independent of earlier
   * sentences.
   * @throws when the engine fails; it must then be restored before it speaks again
   */
  speak(text: string, voice: string, sink: SampleSink): End;
  /** Sets the voice and its settings anew for the next sentence. */
  reset(): void;
  /** Replaces the engine by a fresh instance. This takes tenths of a second, in this call or in that of the next sentence. */
  restore(): Promise<void>;
}
