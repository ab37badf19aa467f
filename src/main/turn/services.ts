/** What a turn needs from the outside, as interfaces: the turn knows no provider, no pool and no gRPC. */

/** A ready-made gRPC message in shared memory. Whoever holds it gives it back, exactly once. */
export interface Frame {
  /** The whole response message, encoded. Valid until `release`. */
  readonly bytes: Buffer;
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
}

/** A sentence on its way to sound. Frames come in batches, as they are made. */
export interface Utterance extends AsyncIterable<readonly Frame[]> {
  /** Settles when synthesis has ended; NexyError when it failed. Handled even when nobody looks. */
  readonly end: Promise<UtteranceEnd>;
  /** Stops synthesis and gives back every frame nobody has taken. Idempotent. */
  close(): void;
}

export interface Speech {
  /** Starts speaking a sentence; `signal` stops it. `response` is the message its frames are encoded as. */
  start(text: string, wish: VoiceWish, response: 'StreamResponse' | 'WelcomeResponse', signal: AbortSignal): Utterance;
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
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/webp' | 'image/jpeg';
}

export interface LlmRequest {
  readonly prompt: string;
  readonly sessionId: string;
  readonly hardwareId: string;
  readonly language: string | undefined;
  readonly image: LlmImage | undefined;
}

export type LlmEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly inputTokens: number; readonly outputTokens: number; readonly model: string };

/** A language model. Errors are NexyErrors; the stream ends at once when the signal fires. */
export interface Llm {
  readonly name: string;
  stream(request: LlmRequest, signal: AbortSignal): AsyncIterable<LlmEvent>;
}

/** Why and how a turn's decisions are told to whoever keeps the log. */
export interface TurnLog {
  degrade(
    what: string,
    context: { readonly language: string; readonly engine?: string | undefined; readonly silence?: string | undefined },
  ): void;
}
