/** What a turn needs from the outside, as interfaces: the turn knows no provider, no pool and no gRPC. */
import type { ValidationReason } from '../../shared/errors.js';
import type { CommandName } from './answer/commands.js';

/** A ready-made gRPC message in shared memory. Whoever holds it gives it back, exactly once. */
export interface Frame {
  /** The whole response message, encoded. Valid until `release`. To be asked for once: it may be made for who asks. */
  readonly bytes: Buffer;
  readonly byteLength: number;
  /** Samples in it (mono). */
  readonly samples: number;
  release(): void;
}

/** What the client asked for about the voice. */
export interface VoiceWish {
  /** BCP 47. */
  readonly language?: string | undefined;
  readonly voice?: string | undefined;
}

/** How a sentence ended. */
export interface UtteranceEnd {
  readonly outcome: 'spoken' | 'silent' | 'cancelled';
  /** Why there is no sound, when there is none. */
  readonly silence: string | undefined;
  readonly engine: string | undefined;
  readonly language: string;
  /** The wished language or voice could not be honoured. */
  readonly substituted: boolean;
  readonly samples: number;
  /** Not spoken for this request: it was in memory, or another request's synthesis served it too. */
  readonly cached: boolean;
  /** Spoken by the backup, as who should have spoken it failed: the voice is another one. */
  readonly fellBack?: boolean;
  /** false = it may not be all of the sentence: it is not kept in memory. */
  readonly keep?: boolean;
}

/** A sentence on its way to sound. Frames come in batches, as they are made, each a second of audio or so at most. */
export interface Utterance extends AsyncIterable<readonly Frame[]> {
  /** Settles when synthesis has ended; NexyError when it failed. Handled even when nobody looks. */
  readonly end: Promise<UtteranceEnd>;
  /** Stops synthesis and gives back every frame nobody has taken. Idempotent. */
  close(): void;
}

/** A sentence to be spoken. */
export interface SpeechRequest {
  readonly text: string;
  readonly wish: VoiceWish;
  /** The message its frames are encoded as. */
  readonly response: 'StreamResponse' | 'WelcomeResponse';
  /** When its listener would hear silence without it, ms on the clock of `performance.now()`: the earliest goes first. */
  readonly deadlineMs: number;
}

export interface Speech {
  /** Starts speaking a sentence; `signal` stops it. */
  start(request: SpeechRequest, signal: AbortSignal): Utterance;
  /** Samples (mono) of a sentence that is in memory whole; undefined = it must be made. */
  storedSamples?(request: SpeechRequest): number | undefined;
}

/** Adjacent slices of the text, and how many UTF-16 units of it they cover. */
export interface Segments {
  readonly segments: readonly string[];
  readonly consumed: number;
}

export interface Segmenting {
  segment(
    request: { text: string; language: string | undefined; final: boolean; first: boolean },
    signal: AbortSignal,
  ): Promise<Segments>;
  /** Whether more text can have decided a boundary, given what was pending before it. Cheap; on the main thread. */
  mayHoldBoundary(more: string, pending: string): boolean;
}

/** A picture for the model. */
export interface LlmImage {
  /** The file; in memory of its own. */
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/webp' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What became of a screenshot. */
export type PictureOutcome =
  | { readonly outcome: 'ready'; readonly image: LlmImage }
  /** It is none; the request is at fault. */
  | { readonly outcome: 'invalid'; readonly reason: ValidationReason }
  /** It could not be prepared, for a reason that the log may name. */
  | { readonly outcome: 'failed'; readonly reason: string };

export interface Pictures {
  /**
   * Makes an image for the model of a screenshot, within a time of its own.
   * @param screenshot base64, not changed; not needed any more when this has returned
   * @throws the signal's reason, at once when it fires; nothing else
   */
  prepare(screenshot: Uint8Array, signal: AbortSignal): Promise<PictureOutcome>;
}

/** The client's screen, pixels. */
export interface Screen {
  readonly width: number;
  readonly height: number;
}

/** A turn that has ended: what was asked, and the answer as far as it was spoken. */
export interface PastTurn {
  readonly prompt: string;
  readonly answer: string;
}

/** What is known when a turn begins. */
export interface Recollection {
  /** What the user was busy with lately. */
  readonly shortTerm: string;
  /** What lasts: their name, what they like and need. */
  readonly longTerm: string;
  /** The session's turns so far, oldest first. */
  readonly history: readonly PastTurn[];
}

/** A turn that has ended. */
export interface EndedTurn {
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly prompt: string;
  /** The answer as far as the user heard it, or will have when nobody stops them. */
  readonly said: string;
  /** Its audio is sent, and not played yet; undefined = it was interrupted. */
  readonly stillPlaying:
    | {
        /** When all of it has been heard, ms on the clock of `performance.now()`. */
        readonly untilMs: number;
        /** What has been heard of it by now. */
        heard(): string;
      }
    | undefined;
}

export interface TurnMemory {
  /**
   * What is known. What lasts is waited for within a time of its own: late or failed, the turn goes on without.
   * @throws the signal's reason; nothing else
   */
  recall(hardwareId: string, sessionId: string, signal: AbortSignal): Promise<Recollection>;
  /** Returns at once and works in the background; never throws. */
  remember(turn: EndedTurn): void;
  /** The device stops playing what it was sent, in one session or in all. */
  interrupted(hardwareId: string, sessionId?: string): void;
}

export interface LlmRequest {
  /** Who the assistant is and what it knows; empty = nothing of the kind. */
  readonly system: string;
  /** The session so far, oldest first. */
  readonly history: readonly PastTurn[];
  readonly prompt: string;
  readonly sessionId: string;
  readonly hardwareId: string;
  readonly language: string | undefined;
  readonly image: LlmImage | undefined;
  readonly screen: Screen | undefined;
}

export type LlmEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly inputTokens: number; readonly outputTokens: number; readonly model: string };

/** A language model. Errors are NexyErrors; the stream ends at once when the signal fires. */
export interface Llm {
  readonly name: string;
  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent>;
}

/** What the assistant is told about itself, and what it may have the client do; of one turn. */
export interface AssistantPolicy {
  /** The system prompt, without what is remembered. */
  readonly system: string;
  /** Commands that are forwarded; undefined = none is. */
  readonly commands: ReadonlySet<CommandName> | undefined;
}

/** Why and how a turn's decisions are told to whoever keeps the log. */
export interface TurnLog {
  degrade(
    what: string,
    context: {
      readonly language?: string;
      readonly engine?: string | undefined;
      readonly silence?: string | undefined;
      readonly reason?: string;
    },
  ): void;
  /** A command of the model is not forwarded. `command` and `argument` are names of our own table, never the model's text. */
  refuseCommand(context: { readonly reason: string; readonly command?: string; readonly argument?: string }): void;
}
