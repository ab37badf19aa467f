import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';

/** The most frames in one batch: a second of audio, so that the turn can follow the progress of its listener. */
export const MAX_BATCH_FRAMES = 20;

/**
 * The side of an utterance from which the turn pulls frames; a subclass fills it. It is closed once: by the turn, at
 * its end, or by the signal.
 */
export abstract class PulledUtterance implements Utterance {
  abstract readonly end: Promise<UtteranceEnd>;
  readonly #signal: AbortSignal;
  readonly #closeOnAbort = (): void => this.close();
  #wake: (() => void) | undefined;
  #closed = false;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#closeOnAbort, { once: true });
  }

  /** Returns the frames that are ready, at most MAX_BATCH_FRAMES. */
  protected abstract take(): readonly Frame[];

  /** Tells whether no more frames will come. */
  protected abstract get ended(): boolean;

  /** Releases the frames that were not taken, and notifies their source. Called once. */
  protected abstract releaseFrames(): void;

  protected get closed(): boolean {
    return this.#closed;
  }

  /** Wakes the turn: there are more frames, or the utterance has ended. */
  wake(): void {
    this.#wake?.();
  }

  /** Ignores the signal from now on: there is nothing left to stop. */
  protected stopListening(): void {
    this.#signal.removeEventListener('abort', this.#closeOnAbort);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Frame[], void, undefined> {
    try {
      while (!this.#closed) {
        const frames = this.take();
        if (frames.length > 0) {
          yield frames;
        } else if (this.ended) {
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
    this.stopListening();
    this.releaseFrames();
    this.wake();
  }
}
