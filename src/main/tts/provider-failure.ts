import { NexyError } from '../../shared/errors.js';
import type { HttpSpeechFailure } from '../../shared/task-messages.js';

/** Why the speech server did not speak a sentence; it was not even asked while the breaker was open. */
export type ProviderFailureReason = HttpSpeechFailure | 'breaker_open';

/** The cause of an `unavailable`, for those who can do something about it and for the log. It quotes nothing that was sent. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly code: ProviderFailureReason;
  /** More for the log, in words of this program only. */
  readonly detail: string | undefined;

  constructor(code: ProviderFailureReason, detail?: string) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export function providerFailed(reason: ProviderFailureReason, detail?: string): NexyError {
  return new NexyError('unavailable', { cause: new ProviderFailure(reason, detail) });
}
