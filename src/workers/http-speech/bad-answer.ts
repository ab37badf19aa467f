import type { HttpSpeechFailure } from '../../shared/task-messages.js';

/** Thrown when the speech server's answer must not be played. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer';
  readonly failure: HttpSpeechFailure;
  /** More about it for the log, in words of this program only: an answer may quote the key. */
  readonly detail: string | undefined;

  constructor(failure: HttpSpeechFailure, detail?: string) {
    super(failure);
    this.failure = failure;
    this.detail = detail;
  }
}
