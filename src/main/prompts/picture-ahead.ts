import type { PictureOutcome, Pictures, PreparedPicture } from '../turn/services.js';

/** The outcome for a turn that asks after another turn has stopped the preparation. */
const STOPPED: PictureOutcome = { outcome: 'failed', reason: 'stopped' };

/** A screenshot that is prepared before its turn starts, while the user still speaks. */
export class PictureAhead implements PreparedPicture {
  /** Settles when the preparation has ended. Never rejects. */
  readonly ended: Promise<PictureOutcome>;
  readonly #controller = new AbortController();

  /**
   * Starts the preparation, which ends by itself: `Pictures` has a timeout.
   * @param screenshot base64; no longer needed when this call has returned
   */
  constructor(pictures: Pictures, screenshot: Uint8Array) {
    this.ended = pictures.prepare(screenshot, this.#controller.signal).catch(() => STOPPED);
  }

  async take(signal: AbortSignal): Promise<PictureOutcome> {
    const stop = (): void => this.#controller.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const outcome = await this.ended;
      signal.throwIfAborted();
      return outcome;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
