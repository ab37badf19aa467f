import type { Frame, UtteranceEnd } from '../turn/services.js';
import { MAX_BATCH_FRAMES, PulledUtterance } from './pulled-utterance.js';

/** The side of a queue that the synthesis fills. */
export interface FrameSink {
  push(frame: Frame): void;
  /** Settles when no more than `samples` (mono) wait to be taken, or when the queue is closed. */
  drainedTo(samples: number): Promise<void>;
}

/**
 * A queue of one sentence's frames between the pool, which pushes them, and the turn, which pulls them. It holds the
 * frames that were not taken yet; the synthesis of a long sentence waits until most of them are taken (`drainedTo`).
 */
export class FrameQueue extends PulledUtterance {
  readonly end: Promise<UtteranceEnd>;
  readonly #onClose: () => void;
  #frames: Frame[] = [];
  #samples = 0;
  #drainWaiter: { readonly samples: number; readonly resolve: () => void } | undefined;
  #ended = false;

  /**
   * @param run starts the synthesis into this queue
   * @param onClose stops the synthesis
   * @param signal closes the queue at once, without waiting for a worker that has yet to notice
   */
  constructor(run: (sink: FrameSink) => Promise<UtteranceEnd>, onClose: () => void, signal: AbortSignal) {
    super(signal);
    this.#onClose = onClose;
    this.end = run({
      push: (frame) => this.#push(frame),
      drainedTo: (samples) => this.#drainedTo(samples),
    }).finally(() => {
      this.#ended = true;
      this.stopListening();
      this.wake();
    });
    if (signal.aborted) this.close();
    // A cancelled turn never reads it.
    this.end.catch(() => {});
  }

  #push(frame: Frame): void {
    if (this.closed) {
      frame.release();
    } else {
      this.#frames.push(frame);
      this.#samples += frame.samples;
    }
    this.wake();
  }

  async #drainedTo(samples: number): Promise<void> {
    if (this.closed || this.#samples <= samples) return;
    await new Promise<void>((resolve) => {
      this.#drainWaiter = { samples, resolve };
    });
  }

  protected take(): readonly Frame[] {
    const frames = this.#frames.splice(0, MAX_BATCH_FRAMES);
    for (const frame of frames) this.#samples -= frame.samples;
    if (this.#drainWaiter && this.#samples <= this.#drainWaiter.samples) this.#settleDrained();
    return frames;
  }

  protected get ended(): boolean {
    return this.#ended;
  }

  protected releaseFrames(): void {
    if (!this.#ended) this.#onClose();
    for (const frame of this.#frames) frame.release();
    this.#frames = [];
    this.#settleDrained();
  }

  #settleDrained(): void {
    this.#drainWaiter?.resolve();
    this.#drainWaiter = undefined;
  }
}
