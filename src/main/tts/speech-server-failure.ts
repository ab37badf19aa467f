import { NexyError } from '../../shared/errors.js';
import type { HttpSpeechFailure } from '../../shared/task-messages.js';

/** The reason why the speech server did not speak a sentence; with `breaker_open`, the server was not even called. */
export type SpeechServerFailureReason = HttpSpeechFailure | 'breaker_open';

/**
 * The cause of an `unavailable` error, for the code that handles it and for the log. It quotes nothing that was sent.
 */
export class SpeechServerFailure extends Error {
  override readonly name = 'SpeechServerFailure';
  readonly code: SpeechServerFailureReason;
  /** The details for the log, in words of this program only. */
  readonly detail: string | undefined;

  constructor(code: SpeechServerFailureReason, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export function speechServerFailed(reason: SpeechServerFailureReason, detail?: string): NexyError {
  return new NexyError('unavailable', { cause: new SpeechServerFailure(reason, detail) });
}
