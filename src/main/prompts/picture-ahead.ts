import { NexyError } from '../../shared/errors.js';
import type { PictureOutcome, Pictures, PreparedPicture } from '../turn/services.js';

/** A screenshot that is prepared before its turn starts, while the user still speaks. */
export class PictureAhead implements PreparedPicture {
  readonly #controller = new AbortController();
  readonly #outcome: Promise<PictureOutcome>;

  /**
   * Starts the preparation.
   * @param screenshot base64; no longer needed when this call has returned
   * @param onEnd called when the preparation has ended
   */
  constructor(pictures: Pictures, screenshot: Uint8Array, onEnd: () => void) {
    this.#outcome = pictures.prepare(screenshot, this.#controller.signal);
    // Whether the preparation succeeds or not, and whether anyone asks for its result.
    this.#outcome.then(onEnd, onEnd);
  }

  async take(signal: AbortSignal): Promise<PictureOutcome> {
    const stop = (): void => this.#controller.abort(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#outcome;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Stops the preparation. Idempotent. */
  drop(): void {
    this.#controller.abort(new NexyError('cancelled_by_user'));
  }
}
