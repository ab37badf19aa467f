import type { Gap } from '../../../../shared/measurement/listener-playback.js';

/** A clock that returns the ms since the start of the run. */
export type Clock = () => number;

/**
 * The outcome of a turn. completed: the end message came. interrupted: the listener stopped the turn. refused: the
 * server refused the turn for the moment, before any content. unfinished: the turn was still running when the time to
 * complete was over. failed: any other end.
 */
export type Outcome = 'completed' | 'interrupted' | 'refused' | 'failed' | 'unfinished';

export interface InterruptRecord {
  /** The time from the request to the reply, ms; undefined when no reply came. */
  readonly replyMs: number | undefined;
  /** Tells whether the interrupt stopped the turn; false when the server found nothing left to stop. */
  readonly stopped: boolean;
  /** The bytes of the turn's audio that came after the reply. */
  readonly audioBytesAfter: number;
}

/**
 * The record of one turn from the view of its listener. Moments are ms since the start of the run, latencies ms since
 * `intendedMs`.
 */
export interface TurnRecord {
  /** The moment at which the turn was due, even if the client was busy then. */
  readonly intendedMs: number;
  /** The delay between that moment and the request. */
  readonly latenessMs: number;
  readonly outcome: Outcome;
  readonly firstTextMs: number | undefined;
  readonly firstAudioMs: number | undefined;
  /** The latency of the end of the stream. */
  readonly wholeMs: number;
  /** The length of the received audio, ms of sound. */
  readonly audioMs: number;
  readonly gaps: readonly Gap[];
  /** The moment at which the sound ended or the listener stopped listening; undefined when no audio came. */
  readonly heardUntilMs: number | undefined;
  /** The gRPC status; undefined when no status came. */
  readonly status: number | undefined;
  /** The reason why no status came: an error code of the connection or the stream. */
  readonly cause: string | undefined;
  /** The trailer nexy-error-type. */
  readonly errorType: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly interrupt: InterruptRecord | undefined;
}
