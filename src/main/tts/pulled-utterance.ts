import type { Frame, Utterance, UtteranceEnd } from '../turn/services.js';

/** Frames that are given at a time, at most: a second of audio, so that the turn sees how far its listener is. */
export const MAX_BATCH_FRAMES = 20;

/** The side of an utterance that the turn pulls from, whoever fills it. It is closed once: by the turn, at its end, or by the signal. */
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

  /** What there is now, MAX_BATCH_FRAMES at most. */
  protected abstract take(): readonly Frame[];

  /** Nothing will come any more. */
  protected abstract get ended(): boolean;

  /** Gives back what was not taken, and tells whoever fills it. Called once. */
  protected abstract letGo(): void;

  protected get closed(): boolean {
    return this.#closed;
  }

  /** There is more to take, or it has ended. */
  wake(): void {
    this.#wake?.();
  }

  /** The signal no longer closes it: there is nothing left to stop. */
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
    this.letGo();
    this.wake();
  }
}
