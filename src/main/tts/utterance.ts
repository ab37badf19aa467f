import type { Frame, UtteranceEnd } from '../turn/services.js';
import { MAX_BATCH_FRAMES, PulledUtterance } from './pulled-utterance.js';

/**
 * Frames of one sentence between the pool, which pushes them, and the turn, which pulls them. It holds what was not taken
 * yet; how much that can be is bounded by the turn's look-ahead and the arena.
 */
export class FrameQueue extends PulledUtterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #onClose: () => void;
  #frames: Frame[] = [];
  #ended = false;

  /**
   * @param run starts the synthesis with this queue's `push`
   * @param onClose stops it
   * @param signal closes the queue at once: nobody waits for a worker that has yet to notice
   */
  constructor(run: (push: (frame: Frame) => void) => Promise<UtteranceEnd>, onClose: () => void, signal: AbortSignal) {
    super(signal);
    this.#onClose = onClose;
    this.end = run((frame) => this.#push(frame)).finally(() => {
      this.#ended = true;
      this.stopListening();
      this.wake();
    });
    if (signal.aborted) this.close();
    // A turn that was cancelled never looks at it.
    this.end.catch(() => {});
  }

  #push(frame: Frame): void {
    if (this.closed) frame.release();
    else this.#frames.push(frame);
    this.wake();
  }

  protected take(): readonly Frame[] {
    return this.#frames.splice(0, MAX_BATCH_FRAMES);
  }

  protected get ended(): boolean {
    return this.#ended;
  }

  protected letGo(): void {
    if (!this.#ended) this.#onClose();
    for (const frame of this.#frames) frame.release();
    this.#frames = [];
  }
}
