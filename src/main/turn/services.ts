/** The services that a turn needs, as interfaces: a turn does not depend on providers, pools or gRPC. */
import type { ValidationReason } from '../../shared/errors.js';
import type { PictureFormat } from '../../shared/pictures/picture-header.js';
import type { LanguageReason } from '../../text/language/answer-language.js';
import type { Stall } from '../../text/segment/index.js';
import type { Pause } from '../../text/speakable/pauses.js';
import type { CommandPolicy } from './answer/commands.js';

/** An encoded gRPC message in shared memory. Its holder releases it exactly once. */
export interface Frame {
  /**
   * The whole response message, encoded. Valid until `release`. Read it only once: a getter may create it at each
   * access.
   */
  readonly bytes: Buffer;
  readonly byteLength: number;
  /** The number of samples in it (mono). */
  readonly samples: number;
  release(): void;
}

/** The language and the voice that a client requests. */
export interface VoiceWish {
  /** BCP 47. */
  readonly language?: string | undefined;
  readonly voice?: string | undefined;
}

/** The result of the synthesis of a sentence. */
export interface UtteranceEnd {
  readonly outcome: 'spoken' | 'silent' | 'cancelled';
  /** The reason why there is no sound; undefined unless `outcome` is `silent`. */
  readonly silence: string | undefined;
  readonly engine: string | undefined;
  readonly language: string;
  /** Tells whether the requested language or voice was not available, so that another language or voice was used. */
  readonly substituted: boolean;
  /** The scripts (ISO 15924) of the words that were left out because no voice reads them; '' or undefined = no word was. */
  readonly leftOut?: string;
  readonly samples: number;
  /**
   * Tells whether this request started no synthesis: the audio was in memory, or came from another request's synthesis.
   */
  readonly cached: boolean;
  /** Tells whether the provider failed and the backup spoke the sentence, in a different voice. */
  readonly fellBack?: boolean;
  /**
   * Tells whether the audio may be kept in memory; false when it may be incomplete or faulty, or was made in pieces for
   * the sake of turns that wait.
   */
  readonly isCacheable?: boolean;
}

/**
 * A sentence that is being synthesized. Frames arrive in batches as they are made; a batch is at most about a second of
 * audio.
 */
export interface Utterance extends AsyncIterable<readonly Frame[]> {
  /**
   * Settles when synthesis has ended; rejects with a NexyError when it failed. A rejection is handled even without a
   * listener.
   */
  readonly end: Promise<UtteranceEnd>;
  /** Stops the synthesis and releases every frame that was not taken. Idempotent. */
  close(): void;
}

/** The silence between sentences. */
export interface Silence {
  /** Returns the length of a pause now, ms; 0 = there is no such pause. */
  pauseMs(pause: Pause): number;
  /** Returns frames of silence, ready to send, of about `durationMs`. */
  frames(durationMs: number, response: SpeechRequest['response']): readonly Frame[];
}

/** A sentence to be spoken. */
export interface SpeechRequest {
  readonly text: string;
  readonly wish: VoiceWish;
  /** The language of the answer, BCP 47; undefined = it follows from the wish and the text. A speech server detects it itself. */
  readonly answerLanguage?: string;
  /** The type of the messages that its frames are encoded as. */
  readonly response: 'StreamResponse' | 'WelcomeResponse';
  /**
   * The time by which its synthesis must start so that the listener hears no silence, ms on the clock of
   * `performance.now()`. The sentence with the earliest deadline goes first.
   */
  readonly deadlineMs: number;
}

export interface Speech {
  /** Starts speaking a sentence; `signal` stops it. */
  start(request: SpeechRequest, signal: AbortSignal): Utterance;
  /**
   * Returns the number of samples (mono) of a sentence if all of its audio is in memory; undefined = the audio must be
   * made.
   */
  storedSamples?(request: SpeechRequest): number | undefined;
}

/** Adjacent slices of a text, and the number of UTF-16 units that they cover. */
export interface Segments {
  readonly segments: readonly string[];
  readonly consumed: number;
}

/** The languages in which devices were answered last. */
export interface DeviceLanguages {
  /** Returns the language of a device's last answer, BCP 47; undefined = it is not known. */
  last(hardwareId: string): string | undefined;
  remember(hardwareId: string, language: string): void;
}

/** A text to be cut into segments, from its start. */
export interface SegmentRequest {
  readonly text: string;
  readonly language: string | undefined;
  /** Tells whether no more text follows. */
  readonly final: boolean;
  /** The stall of the model after a text that is not final: a sentence that may be complete ends there. */
  readonly stall?: Stall | undefined;
  /** Tells whether the text starts the answer. */
  readonly first: boolean;
}

export interface Segmenter {
  segment(request: SegmentRequest, signal: AbortSignal): Promise<Segments>;
  /** Returns true when `more` may complete a boundary after the text `pending`. Cheap; runs on the main thread. */
  mayCompleteBoundary(more: string, pending: string): boolean;
  /** The stalls that end a sentence; undefined = each sentence waits for the text after it. */
  readonly stalls?: Stalls;
}

export interface Stalls {
  /** Returns the time without further text after which a sentence that may be complete ends, ms; 0 = never. */
  waitMs(): number;
  /** Returns true when a stall after the text `pending` may end a sentence. Cheap; runs on the main thread. */
  mayEndSentence(pending: string): boolean;
}

/** A picture for the model. */
export interface LlmImage {
  /** The image file, in memory of its own. */
  readonly bytes: Uint8Array;
  readonly mimeType: `image/${PictureFormat}`;
  /** The width of the image, pixels. */
  readonly width: number;
  /** The height of the image, pixels. */
  readonly height: number;
}

/** The result of preparing a screenshot. */
export type PictureOutcome =
  | { readonly outcome: 'ready'; readonly image: LlmImage }
  /** The bytes are not a valid screenshot: the request is at fault. */
  | { readonly outcome: 'invalid'; readonly reason: ValidationReason }
  /** The screenshot could not be prepared. The reason may be logged. */
  | { readonly outcome: 'failed'; readonly reason: string };

export interface Pictures {
  /**
   * Makes an image for the model from a screenshot, with a timeout of its own.
   * @param screenshot base64; it is not changed, and no longer needed when this call has returned
   * @throws the signal's reason, at once when it fires; no other error
   */
  prepare(screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome>;
}

/** A picture whose preparation began before its turn. */
export interface PreparedPicture {
  /** Returns the picture when it is ready. The signal stops its preparation. @throws the signal's reason */
  take(signal: AbortSignal): Promise<PictureOutcome>;
}

/** The client's screen, pixels. */
export interface Screen {
  readonly width: number;
  readonly height: number;
}

/** A past turn of a device: the user's prompt, and the answer as far as it was heard. */
export interface PastTurn {
  readonly prompt: string;
  readonly answer: string;
}

/** The memory of the user and the conversation when a turn begins. */
export interface RecalledMemory {
  /** The notes on the user's recent activities. */
  readonly shortTerm: string;
  /** The lasting notes: the user's name, likes and needs. */
  readonly longTerm: string;
  /** The latest turns of the device, oldest first. */
  readonly history: readonly PastTurn[];
}

/** A prompt that was asked, as memory needs it. */
export interface AskedTurn {
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly prompt: string;
  /** Returns the part of the answer that the user has heard by now. */
  readonly heard: () => string;
}

/** A turn that memory knows of. */
export interface RememberedTurn {
  /**
   * Returns the memory for the turn: the device's turns before it, and its notes. Loading the notes has a timeout of its
   * own; if it is late or fails, the notes are empty and the turn goes on.
   * @throws the signal's reason; no other error
   */
  recall(signal: AbortSignal): Promise<RecalledMemory>;
  /**
   * Reports the end of the turn. Called exactly once; it stores the turn in the background, and never throws.
   * @param answer the answer as far as the user has heard it, or will have heard it if there is no interrupt
   * @param playsUntilMs the time at which all sent audio has been heard, ms on the clock of `performance.now()`;
   *   undefined = the turn was cancelled
   */
  end(answer: string, playsUntilMs: number | undefined): void;
}

export interface TurnMemory {
  /**
   * Reports that a device asks something: it has stopped playing the answers before. Its turns are remembered in the
   * order of these calls.
   */
  ask(turn: AskedTurn): RememberedTurn;
  /** Reports that the device stops playing the audio it has received, in one session or in all. */
  interrupted(hardwareId: string, sessionId?: string): void;
}

export interface LlmRequest {
  /** The system prompt: the assistant's role and its knowledge; empty = there is no system prompt. */
  readonly system: string;
  /** The latest turns of the device, oldest first. */
  readonly history: readonly PastTurn[];
  readonly prompt: string;
  readonly sessionId: string;
  readonly hardwareId: string;
  readonly language: string | undefined;
  readonly image: LlmImage | undefined;
  readonly screen: Screen | undefined;
}

export type LlmEvent =
  /** Text for the user: without the model's thoughts, and without the markup of protocols. */
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly inputTokens: number; readonly outputTokens: number; readonly model: string };

/** A language model. Errors are NexyErrors; the stream ends at once when the signal fires. */
export interface Llm {
  readonly name: string;
  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent>;
}

/** The system prompt of one turn, and the commands that the model may send to the client in it. */
export interface AssistantPolicy {
  /** The system prompt, without the memory of the user. */
  readonly system: string;
  /** The commands that are forwarded; undefined = forwarding is off. */
  readonly commands: CommandPolicy | undefined;
}

/** Logs the decisions of a turn, with their reasons. */
export interface TurnLog {
  /** Logs that a turn goes on with a reduced result, such as no picture or another voice than the requested one. */
  degrade(
    what: string,
    context: {
      readonly language?: string;
      readonly engine?: string | undefined;
      readonly silence?: string | undefined;
      /** The scripts of the words that were left out. */
      readonly left_out?: string;
      readonly reason?: string;
    },
  ): void;
  /** Notes the language of most of the answer (BCP 47), and the reason for it; the line of the turn's end has them. */
  spokeIn(language: string, reason: LanguageReason): void;
  /**
   * Logs that a model's command is not forwarded. `command` and `argument` are names in our own table, never the
   * model's text.
   */
  refuseCommand(context: { readonly reason: string; readonly command?: string; readonly argument?: string }): void;
}
