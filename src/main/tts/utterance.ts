import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';

/** Frames that are given at a time, at most: a second of audio, so that the turn sees how far its listener is. */
export const MAX_BATCH_FRAMES = 20;

/**
 * Frames of one sentence between the pool, which pushes them, and the turn, which pulls them. It holds what was not taken
 * yet; how much that can be is bounded by the turn's look-ahead and the arena.
 */
export class FrameQueue implements Utterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #onClose: () => void;
  readonly #signal: AbortSignal;
  readonly #closeOnAbort = (): void => this.close();
  #frames: Frame[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #closed = false;

  /**
   * @param run starts the synthesis with this queue's `push`
   * @param onClose stops it
   * @param signal closes the queue at once: nobody waits for a worker that has yet to notice
   */
  constructor(run: (push: (frame: Frame) => void) => Promise<UtteranceEnd>, onClose: () => void, signal: AbortSignal) {
    this.#onClose = onClose;
    this.#signal = signal;
    signal.addEventListener('abort', this.#closeOnAbort, { once: true });
    this.end = run((frame) => this.#push(frame)).finally(() => {
      this.#ended = true;
      signal.removeEventListener('abort', this.#closeOnAbort);
      this.#wake?.();
    });
    if (signal.aborted) this.close();
    // A turn that was cancelled never looks at it.
    this.end.catch(() => {});
  }

  #push(frame: Frame): void {
    if (this.#closed) frame.release();
    else this.#frames.push(frame);
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Frame[], void, undefined> {
    try {
      while (!this.#closed) {
        if (this.#frames.length > 0) {
          yield this.#frames.splice(0, MAX_BATCH_FRAMES);
        } else if (this.#ended) {
          await this.end;
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#signal.removeEventListener('abort', this.#closeOnAbort);
    if (!this.#ended) this.#onClose();
    for (const frame of this.#frames) frame.release();
    this.#frames = [];
    this.#wake?.();
  }
}
