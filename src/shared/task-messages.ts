/** What crosses between the main thread and the workers: one file of message types, read by both sides. */
import type { ArenaMemory } from './arena.js';
import type { ValidationReason } from './errors.js';
import type { TaskSlotMemory } from './task-slots.js';

export type EngineName = 'espeak' | 'flite';

/** Given to each worker thread once, at its start. */
export interface WorkerSetup {
  readonly arena: ArenaMemory;
  readonly slots: TaskSlotMemory;
  /** Niceness of the thread, and of those that decode for it: 0 to 19. Linux. */
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
    /** Engines in the order they are tried, until one can be loaded; none in a thread that does not speak. */
    readonly engines: readonly EngineName[];
    readonly defaultLanguage: string;
    readonly espeakRateWpm: number;
    readonly fliteVoice: string;
    /** Longest that any sentence may sound, ms. */
    readonly maxSentenceMs: number;
    /** Spoken once, silently, when a thread starts, so that its first real sentence is not the slow one. */
    readonly warmUpLanguages: readonly string[];
  };
  /** undefined in a thread that prepares no screenshots. */
  readonly screenshot: ScreenshotSetup | undefined;
  /** undefined in a thread that asks no speech server. */
  readonly httpSpeech: HttpSpeechSetup | undefined;
}

/** A server with `POST …/audio/speech`, and how it is asked. */
export interface HttpSpeechSetup {
  readonly url: string;
  /** undefined = the server wants none. In no log line, and in no message of a worker. */
  readonly key: string | undefined;
  readonly model: string;
  /** Where a sentence names none. */
  readonly voice: string;
  readonly format: 'pcm' | 'wav';
  /** Of `pcm`, which does not tell it. */
  readonly sampleRateHz: number;
  /** 1 = as the voice speaks by itself. */
  readonly speed: number;
  /** From the question to the head of the answer. */
  readonly connectTimeoutMs: number;
  /** From the question to the first frame. */
  readonly firstAudioTimeoutMs: number;
  /** Longest time between two frames, ms; all frames together may take this much longer than twice their sound. */
  readonly chunkTimeoutMs: number;
  /** From the last byte that the answer announced to its end. */
  readonly tailTimeoutMs: number;
  /** Longest sound of a sentence, whatever its text. */
  readonly maxSentenceMs: number;
}

/** What the model gets of a screenshot. */
export interface ScreenshotSetup {
  /** Larger ones are made to fit, pixels. */
  readonly maxWidth: number;
  readonly maxHeight: number;
  /** Larger ones are not decoded. */
  readonly maxPixels: number;
  /** Of those that were made smaller. */
  readonly format: 'jpeg' | 'webp';
  /** 1 to 100. */
  readonly quality: number;
  readonly timeoutMs: number;
  /** Of `doOnce`: the decoder is set up once for the whole process. */
  readonly decoderSetUp: SharedArrayBuffer;
}

/** Every task names the slot it runs in. */
export interface TaskBase {
  readonly slot: number;
}

export interface SegmentTask extends TaskBase {
  readonly text: string;
  readonly language: string | undefined;
  readonly final: boolean;
  readonly first: boolean;
  readonly firstClauseMinChars: number;
  readonly maxChars: number;
}

/** Adjacent slices of the text from its start on; what follows `consumed` (UTF-16 units) is not decided yet. */
export interface SegmentResult {
  readonly segments: readonly string[];
  readonly consumed: number;
}

export interface SpeakTask extends TaskBase {
  /** A sentence, or a piece of one. */
  readonly text: string;
  /** The whole sentence: all its pieces are spoken by the same voice. */
  readonly sentence: string;
  /** Sound of the pieces before this one, ms. */
  readonly madeMs: number;
  /** The client's wish; the sentence's script decides where the wish does not fit. */
  readonly language: string | undefined;
  readonly voice: string | undefined;
  /** Field number of the audio chunk in the response message. */
  readonly audioField: number;
}

/** Why a sentence has no (or not all of its) sound. */
export type Silence =
  | 'nothing_to_speak' // no letter or digit in it
  | 'no_engine' // no engine speaks its script
  | 'too_long' // the pieces before it sounded as long as a sentence may
  | 'engine_silent' // the engine gave silence for it: its voice cannot read the text
  | 'engine_failed'; // the engine failed, and no other engine speaks the language

/** What was wrong with an engine, or with the sound that it made of a sentence. */
export type SpeechFault =
  | 'threw' // the engine ended in the middle; it was replaced by a fresh instance
  | 'muted' // it made no sound for a text that it can read; its state was rebuilt, and the sentence spoken again
  | 'too_long'; // it went on beyond any length that the text can have, and was stopped

export interface SpeakResult {
  readonly outcome: 'spoken' | 'silent' | 'cancelled' | 'arena_full';
  readonly silence: Silence | undefined;
  readonly engine: EngineName | undefined;
  /** Language it was spoken in. */
  readonly language: string;
  /** The client's `language` or `voice` could not be honoured. */
  readonly substituted: boolean;
  /** Samples (mono) at the output rate. */
  readonly samples: number;
  /** How long the engine worked on it, ms. */
  readonly tookMs: number;
  /** undefined = the engine did its work, and the sound is whole. */
  readonly fault: SpeechFault | undefined;
}

export interface SpeakHttpTask extends TaskBase {
  /** One sentence. */
  readonly text: string;
  /** undefined = the setup's. */
  readonly voice: string | undefined;
  /** Field number of the audio chunk in the response message. */
  readonly audioField: number;
}

/** What was wrong with a speech server, or with what it was asked. */
export type HttpSpeechFailure =
  | 'unreachable' // no connection, or it ended before an answer
  | 'refused' // 401, 403: the key
  | 'not_found' // 404, or sent elsewhere: the address or the model
  | 'throttled' // 429
  | 'server_error' // 5xx
  | 'bad_request' // other 4xx: this sentence or voice
  | 'timeout'
  | 'cut' // the connection ended within the answer
  | 'garbage' // an answer that is not audio, or not of a format that is played
  | 'empty' // an answer without a sample
  | 'noise' // samples that are full-scale noise: bytes of another format
  | 'silent' // samples that are silence, or too quiet to be heard
  | 'too_short' // too little sound for the text
  | 'too_long'; // more sound than the text can take, or than tts.max_sentence_seconds

/** Reasons why the sound of a sentence may not be all of it, though nothing failed. */
export type SpeechDoubt =
  | 'open_ended' // the answer had no other end than that of its connection
  | 'size_not_reached' // less came than the WAV header announces
  | 'connection_open'; // all that was announced came, but the connection stayed open

/** Sound that a speech server sent. */
export interface ReceivedSound {
  readonly format: 'pcm' | 'wav';
  readonly sampleRateHz: number;
  /** Level of the loudest part that was judged: RMS, dB of full scale. */
  readonly levelDbfs: number;
}

export type SpeakHttpResult = {
  /** Samples (mono) at the output rate. */
  readonly samples: number;
} & (
  | { readonly outcome: 'spoken'; readonly received: ReceivedSound; readonly doubt?: SpeechDoubt }
  | { readonly outcome: 'cancelled' | 'arena_full' }
  /** `detail` says more for the log, in words of this program only. */
  | { readonly outcome: 'failed'; readonly failure: HttpSpeechFailure; readonly detail?: string }
);

export interface ScreenshotTask extends TaskBase {
  /** The screenshot as it came, its characters as bytes, in shared memory. */
  readonly base64: Uint8Array;
}

export type ScreenshotResult =
  | {
      readonly outcome: 'ready';
      /** The file, in memory of its own. */
      readonly bytes: Uint8Array;
      readonly mimeType: 'image/webp' | 'image/jpeg';
      /** Pixels. */
      readonly width: number;
      readonly height: number;
    }
  /** It is no screenshot. */
  | { readonly outcome: 'invalid'; readonly reason: ValidationReason }
  /** It could not be prepared. */
  | { readonly outcome: 'failed'; readonly reason: 'truncated' | 'undecodable' | 'timeout' };

/** Something a thread needs that could not be loaded, and why. */
export interface LoadFailure {
  readonly name: EngineName | 'sharp';
  readonly reason: string;
}

/** What a thread has loaded. */
export interface DescribeResult {
  readonly engines: readonly { readonly name: EngineName; readonly sampleRateHz: number; readonly voices: number }[];
  readonly failures: readonly LoadFailure[];
}

/** Names of the functions that the worker's entry file exports, with their messages. */
export interface WorkerTasks {
  segment: { task: SegmentTask; result: SegmentResult };
  speak: { task: SpeakTask; result: SpeakResult };
  speakHttp: { task: SpeakHttpTask; result: SpeakHttpResult };
  screenshot: { task: ScreenshotTask; result: ScreenshotResult };
  describe: { task: TaskBase; result: DescribeResult };
}

export type TaskName = keyof WorkerTasks;

/**
 * Messages of a worker beside its results: the slot in which main should look for frames, the error that ends the thread, or, once,
 * that everything the thread needs is loaded and warm.
 */
export type WorkerMessage = number | Error | { readonly ready: DescribeResult };
