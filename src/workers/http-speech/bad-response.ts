import type { HttpSpeechFailure } from '../../shared/task-messages.js';

/** The error that is thrown when the speech server's response must not be played. */
export class BadResponse extends Error {
  override readonly name = 'BadResponse';
  readonly failure: HttpSpeechFailure;
  /** Details for the log, in fixed texts of this program: text of the response may quote the key. */
  readonly detail: string | undefined;

  constructor(failure: HttpSpeechFailure, detail?: string) {
    super(failure);
    this.failure = failure;
    this.detail = detail;
  }
}
