import type { Gap } from './playback.js';

/** Ms since the start of the run. */
export type Clock = () => number;

/**
 * completed: it came to its end message. interrupted: its listener stopped it. refused: the server said "not now" before any
 * content. unfinished: it was still running when the time to finish was over. failed: anything else.
 */
export type Outcome = 'completed' | 'interrupted' | 'refused' | 'failed' | 'unfinished';

export interface InterruptRecord {
  /** From the request to the reply; undefined when none came. */
  readonly replyMs: number | undefined;
  /** False when the server found nothing left to stop. */
  readonly stopped: boolean;
  /** Bytes of audio of the turn that came after the reply. */
  readonly audioBytesAfter: number;
}

/** What a listener lived through in one turn. Moments are ms since the start of the run, latencies ms since `intendedMs`. */
export interface TurnRecord {
  /** When the turn was due, whatever the client was busy with then. */
  readonly intendedMs: number;
  /** How much later it was sent. */
  readonly latenessMs: number;
  readonly outcome: Outcome;
  readonly firstTextMs: number | undefined;
  readonly firstAudioMs: number | undefined;
  /** Until the stream closed. */
  readonly wholeMs: number;
  /** Audio that came, ms of sound. */
  readonly audioMs: number;
  readonly gaps: readonly Gap[];
  /** The sound was over, or its listener stopped listening. undefined when nothing was heard. */
  readonly heardUntilMs: number | undefined;
  /** gRPC status; undefined when none came. */
  readonly status: number | undefined;
  /** Why no status came: an error code of the connection or the stream. */
  readonly cause: string | undefined;
  /** The trailer nexy-error-type. */
  readonly errorType: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly interrupt: InterruptRecord | undefined;
}
