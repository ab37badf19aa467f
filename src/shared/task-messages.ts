/** The messages between the main thread and the workers: one file of types, read by both sides. */

import type { ArenaMemory } from './arena.js';
import type { ValidationReason } from './errors.js';
import type { PictureFormat } from './pictures/picture-header.js';
import type { ProviderFailureReason } from './provider-failures.js';
import type { TaskSlotMemory } from './task-slots.js';

export type EngineName = 'espeak' | 'flite';

/** A build of eSpeak NG: the npm package, or the library of the system. */
export type EspeakBuild = 'package' | 'native';

/** The setup that each worker thread gets once, at its start. */
export interface WorkerSetup {
  readonly arena: ArenaMemory;
  readonly slots: TaskSlotMemory;
  /** The niceness of the thread and of the decoder's threads that work for it, 0 to 19; on Linux only. */
  readonly nice: number;
  readonly audio: {
    readonly sampleRateHz: number;
    /** Samples (mono) in the first chunk of a sentence. */
    readonly firstChunkSamples: number;
    /** Samples (mono) in every later chunk. */
    readonly chunkSamples: number;
    readonly arenaWaitMs: number;
  };
  readonly speech: {
    /**
     * The engines in the order in which they are tried, until one can be loaded; empty in a thread that does not speak.
     */
    readonly engines: readonly EngineName[];
    readonly defaultLanguage: string;
    readonly espeakRateWpm: number;
    readonly espeakLibrary: EspeakBuild;
    readonly fliteVoice: string;
    /** The longest sound of any sentence, ms. */
    readonly maxSentenceMs: number;
    /**
     * The languages that are spoken once, silently, when a thread starts, so that its first real sentence is not slow.
     */
    readonly warmUpLanguages: readonly string[];
  };
  /** Tells whether the thread segments texts. */
  readonly segments: boolean;
  /** The setup for screenshots; undefined in a thread that prepares no screenshots. */
  readonly screenshot: ScreenshotSetup | undefined;
  /** The setup for a speech server; undefined in a thread that uses no speech server. */
  readonly httpSpeech: HttpSpeechSetup | undefined;
}

/** A speech server with `POST …/audio/speech`, and the parameters of its requests. */
export interface HttpSpeechSetup {
  readonly url: string;
  /** The API key; undefined when the server needs no key. It stands in no log line and in no message of a worker. */
  readonly key: string | undefined;
  readonly model: string;
  /** The voice of a sentence whose task names no voice. */
  readonly voice: string;
  readonly format: 'pcm' | 'wav';
  /** The sample rate of `pcm` when the response does not state it, Hz. */
  readonly sampleRateHz: number;
  /** The speed of the voice; 1 = the voice's own speed. */
  readonly speed: number;
  /** The gain that brings the server's speech to the level of the embedded voices, dB. */
  readonly gainDb: number;
  /** The timeout from the request to the head of the response, ms. */
  readonly connectTimeoutMs: number;
  /** The timeout from the request to the first frame, ms. */
  readonly firstAudioTimeoutMs: number;
  /** The longest time between two frames, ms; all frames together may take this much longer than twice their sound. */
  readonly chunkTimeoutMs: number;
  /** The timeout from the last byte that the response announced to its end, ms. */
  readonly tailTimeoutMs: number;
  /** The longest sound of a sentence, ms, independent of its text. */
  readonly maxSentenceMs: number;
}

/** The limits and the format of the pictures that the model gets. */
export interface ScreenshotSetup {
  /** The largest width and height, pixels; a larger picture is scaled down to fit. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** The largest number of pixels (width × height); a larger picture is not decoded. */
  readonly maxPixels: number;
  /** The format of a picture that was scaled down. */
  readonly format: 'jpeg' | 'webp';
  /** The quality of a picture that was scaled down, 1 to 100. */
  readonly quality: number;
  readonly timeoutMs: number;
  /** The state for `doOnce`: the decoder is set up once for the whole process. */
  readonly decoderSetUp: SharedArrayBuffer;
}

/** The part that all tasks share: the slot in which the task runs. */
export interface TaskBase {
  readonly slot: number;
}

export interface SegmentTask extends TaskBase {
  readonly text: string;
  readonly language: string | undefined;
  readonly final: boolean;
  readonly stall?: 'short' | 'long' | undefined;
  readonly first: boolean;
  readonly firstClauseMinChars: number;
  readonly maxChars: number;
}

/** Adjacent slices of the text, from its start. The text after `consumed` (UTF-16 units) is not decided yet. */
export interface SegmentResult {
  readonly segments: readonly string[];
  readonly consumed: number;
}

export interface SpeakTask extends TaskBase {
  /** A sentence, or a piece of a sentence. */
  readonly text: string;
  /** The whole sentence: all its pieces are spoken by the same voice. */
  readonly sentence: string;
  /** The length of the sound of the earlier pieces, ms. */
  readonly earlierSoundMs: number;
  /** The silence before the sound, ms: the pause after the clause with which the piece before it ends. */
  readonly pauseMs: number;
  /** The language of the answer; where it does not fit the sentence's script, the script decides. Undefined = the requested one. */
  readonly answerLanguage?: string | undefined;
  /** The language that the client requests. */
  readonly language: string | undefined;
  readonly voice: string | undefined;
  /** Field number of the audio chunk in the response message. */
  readonly audioField: number;
}

/** The reasons why a sentence has no sound, or not all of it. */
export type SilenceReason =
  | 'nothing_to_speak' // no letter or digit in it
  | 'no_engine' // no voice reads its script
  | 'too_long' // the earlier pieces used up the longest sound of a sentence
  | 'engine_silent' // the engine made only silence: its voice cannot read the text
  | 'engine_failed'; // the engine failed, and no other engine speaks the language

/** The faults of an engine, or of the sound that it made of a sentence. */
export type SpeechFault =
  | 'threw' // the engine stopped with an error; it was replaced by a fresh instance
  | 'muted' // no sound for a text that the engine can read; its state was rebuilt, and the sentence spoken again
  | 'too_long'; // the sound grew longer than the text can take, and was stopped

export interface SpeakResult {
  readonly outcome: 'spoken' | 'silent' | 'cancelled' | 'arena_full';
  readonly silence: SilenceReason | undefined;
  readonly engine: EngineName | undefined;
  /** The language in which the sentence was spoken. */
  readonly language: string;
  /** Tells whether the client's `language` or `voice` could not be used. */
  readonly substituted: boolean;
  /** The scripts (ISO 15924) of the words that were left out because no voice reads them; '' = no word was. */
  readonly leftOut: string;
  /** Samples (mono) at the output rate. */
  readonly samples: number;
  /** The time that the engine worked on the sentence, ms. */
  readonly tookMs: number;
  /** The fault; undefined when the engine did its work and the sound is whole. */
  readonly fault: SpeechFault | undefined;
}

export interface SpeakHttpTask extends TaskBase {
  /** A sentence to speak. */
  readonly text: string;
  /** The voice; undefined = the voice of the setup. */
  readonly voice: string | undefined;
  /** Field number of the audio chunk in the response message. */
  readonly audioField: number;
}

/** The failures of a speech server, or of a request to it. A bad request is the fault of the sentence or its voice. */
export type HttpSpeechFailure =
  | ProviderFailureReason
  | 'noise' // samples that are full-scale noise: bytes of another format
  | 'silent' // samples that are silence, or too quiet to be heard
  | 'too_short' // too little sound for the text
  | 'too_long'; // more sound than the text can take, or than tts.max_sentence_seconds

/** The reasons why the sound of a sentence may be incomplete, though nothing failed. */
export type SpeechDoubt =
  | 'open_ended' // only the end of the connection ended the response
  | 'size_not_reached' // less came than the WAV header announces
  | 'connection_open'; // all that was announced came, but the connection stayed open

/** The format and the level of a sound that a speech server sent. */
export interface ReceivedSound {
  readonly format: 'pcm' | 'wav';
  readonly sampleRateHz: number;
  /** The level of the loudest part that was judged: RMS, dB of full scale. */
  readonly levelDbfs: number;
}

export type SpeakHttpResult = {
  /** Samples (mono) at the output rate. */
  readonly samples: number;
} & (
  | { readonly outcome: 'spoken'; readonly received: ReceivedSound; readonly doubt?: SpeechDoubt }
  | { readonly outcome: 'cancelled' | 'arena_full' }
  /** `detail` says more for the log, in fixed texts of this program. */
  | { readonly outcome: 'failed'; readonly failure: HttpSpeechFailure; readonly detail?: string }
);

export interface ScreenshotTask extends TaskBase {
  /** The screenshot in base64, as the client sent it: its characters as bytes, in shared memory. */
  readonly base64: Uint8Array;
}

export type ScreenshotResult =
  | {
      readonly outcome: 'ready';
      /** The picture's file, in memory of its own. */
      readonly bytes: Uint8Array;
      readonly mimeType: `image/${PictureFormat}`;
      /** The size of the picture, pixels. */
      readonly width: number;
      readonly height: number;
    }
  /** The file is not a valid screenshot. */
  | { readonly outcome: 'invalid'; readonly reason: ValidationReason }
  /** The screenshot could not be prepared. */
  | { readonly outcome: 'failed'; readonly reason: 'truncated' | 'undecodable' | 'timeout' | 'unknown_format' };

/** A part of a thread that could not be loaded, and the reason. */
export interface LoadFailure {
  readonly name: EngineName | 'sharp';
  readonly reason: string;
}

/** The parts that a thread has loaded, and those that could not be loaded. */
export interface DescribeResult {
  readonly engines: readonly { readonly name: EngineName; readonly sampleRateHz: number; readonly voices: number }[];
  readonly failures: readonly LoadFailure[];
}

/** The functions that the worker's entry file exports, by name, with their messages. */
export interface WorkerTasks {
  segment: { task: SegmentTask; result: SegmentResult };
  speak: { task: SpeakTask; result: SpeakResult };
  speakHttp: { task: SpeakHttpTask; result: SpeakHttpResult };
  screenshot: { task: ScreenshotTask; result: ScreenshotResult };
  describe: { task: TaskBase; result: DescribeResult };
}

export type TaskName = keyof WorkerTasks;

/**
 * A message of a worker beside its results: the slot in which main should look for frames, the error that ends the
 * thread, or, once, the report that everything the thread needs is loaded and warm.
 */
export type WorkerMessage = number | Error | { readonly ready: ReadyThread };

export interface ReadyThread {
  readonly loaded: DescribeResult;
  readonly threadId: number;
  /** The thread's number in Linux; undefined on other systems. */
  readonly osThreadId: number | undefined;
}
