import { parentPort } from 'node:worker_threads';
import type { Arena } from '../shared/arena.js';
import { BYTES_PER_SAMPLE, durationMsOf } from '../shared/pcm.js';
import type { WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import { encodeAudioMessage, HEAD_BYTES } from '../shared/wire.js';

/** The interval at which a wait checks for room and for a cancel, ms. */
export const WAIT_STEP_MS = 10;

/**
 * Main is notified of a sentence's first frame at once, and of later frames at this interval, ms. To wake main costs a
 * worker more than to make the frame, and frames that are notified together leave in one write. The delay is safe,
 * because a first frame plays several times as long.
 */
const NOTIFY_INTERVAL_MS = 4;

/**
 * The pause of a worker after a sentence's first frame, ms. The scheduler tends to put a woken thread on the core of
 * the thread that woke it. There main would wait behind the synthesis, for up to 4 ms, before it could send the first
 * words (docs/decisions/006).
 */
const FIRST_FRAME_PAUSE_MS = 0.05;
const neverNotified = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/**
 * Cuts one sentence's samples into frames, writes each as a ready-made message into an arena block and publishes it.
 * The first frame is short, so that it comes soon.
 */
export class FrameWriter {
  readonly #arena: Arena;
  readonly #slot: TaskSlot;
  readonly #audio: WorkerSetup['audio'];
  readonly #audioField: number;
  #block = -1;
  #filled = 0;
  #target: number;
  #notifiedMs = Number.NEGATIVE_INFINITY;
  /** The number of samples that were published when main was last notified. */
  #notifiedSamples = 0;
  /** The start of the current wait for room, ms on the clock of `performance.now()`; undefined when there is room. */
  #waitsSinceMs: number | undefined;
  /**
   * The time of all earlier waits of the sentence, ms: a limit for each wait alone would start anew with every frame.
   */
  #waitedMs = 0;
  /** The number of samples published so far. */
  samples = 0;
  /** The reason why the writer takes no more samples; undefined while it takes them. */
  refusal: 'cancelled' | 'arena_full' | undefined;

  constructor(arena: Arena, slot: TaskSlot, audio: WorkerSetup['audio'], audioField: number) {
    this.#arena = arena;
    this.#slot = slot;
    this.#audio = audio;
    this.#audioField = audioField;
    this.#target = audio.firstChunkSamples;
  }

  /** The length of the sound published so far, ms. */
  get soundMs(): number {
    return durationMsOf(this.samples, this.#audio.sampleRateHz);
  }

  /**
   * Takes the first `count` of `samples` (mono int16, output rate). The room for the sentence was reserved before it
   * began. When the sentence needs more and the arena is full, the sentence ends here, because a slow listener must not
   * block this thread. The thread waits only for the main thread, when main is late in taking frames out of the ring.
   * @returns false when no more samples are wanted; `refusal` has the reason
   */
  write(samples: Int16Array, count: number): boolean {
    for (let taken = this.take(samples, 0, count); taken < count; taken = this.take(samples, taken, count)) {
      if (!this.#slot.ringFull) this.refusal ??= 'arena_full';
      if (!this.mayWait()) return false;
      this.#slot.waitForConsumer(WAIT_STEP_MS);
    }
    return true;
  }

  /**
   * Takes as many of `samples` (mono int16, output rate), from index `from` up to `to`, as there is room for; never
   * waits.
   * @returns the index of the first sample that was not taken; `mayWait` tells whether to try again
   */
  take(samples: Int16Array, from: number, to: number): number {
    let taken = from;
    while (taken < to) {
      if (this.#block < 0 && !this.#takeBlock()) break;
      const now = Math.min(this.#target - this.#filled, to - taken);
      const at = (this.#block * this.#arena.blockBytes + HEAD_BYTES) / BYTES_PER_SAMPLE + this.#filled;
      this.#arena.samples.set(samples.subarray(taken, taken + now), at);
      this.#filled += now;
      taken += now;
      if (this.#filled === this.#target) this.#publish();
    }
    return taken;
  }

  /**
   * Tells whether to wait for room and try again. All waits of a sentence together have a limit, and a cancel ends
   * them. A wait counts as progress.
   * @returns false when no more samples are wanted; `refusal` has the reason
   */
  mayWait(): boolean {
    if (this.refusal !== undefined) return false;
    const nowMs = performance.now();
    this.#waitsSinceMs ??= nowMs;
    if (this.#waitedMs + nowMs - this.#waitsSinceMs >= this.#audio.arenaWaitMs) {
      this.refusal = 'arena_full';
      return false;
    }
    // Main makes room by sending frames, so it must know of every frame.
    this.#notifyMain();
    this.#slot.beat();
    return true;
  }

  /** Notifies main of every frame so far: the next frame may take long. */
  notify(): void {
    if (this.samples !== this.#notifiedSamples) this.#notifyMain();
  }

  /**
   * Publishes the remaining samples, or discards them when the sentence was refused. The task's result notifies main of
   * them.
   */
  end(): void {
    if (this.refusal === undefined && this.#filled > 0) this.#publish();
    else this.drop();
  }

  /** Gives back the block that is being filled. Frames that were published stay published. */
  drop(): void {
    if (this.#block < 0) return;
    this.#arena.release(this.#block);
    this.#block = -1;
    this.#filled = 0;
  }

  #takeBlock(): boolean {
    if (this.#slot.cancelled) this.refusal = 'cancelled';
    else if (!this.#slot.ringFull) this.#block = this.#arena.acquire(this.#slot.owner);
    if (this.#block < 0) return false;
    if (this.#waitsSinceMs !== undefined) this.#waitedMs += performance.now() - this.#waitsSinceMs;
    this.#waitsSinceMs = undefined;
    return true;
  }

  #publish(): void {
    const start = this.#block * this.#arena.blockBytes;
    const message = encodeAudioMessage(
      this.#arena.bytes,
      start,
      this.#filled,
      this.#audio.sampleRateHz,
      this.#audioField,
    );
    this.samples += this.#filled;
    this.#slot.publish(this.#block, message.offset - start, message.byteLength, this.#filled);
    if (performance.now() - this.#notifiedMs >= NOTIFY_INTERVAL_MS) this.#notifyMain();
    if (this.samples === this.#filled) Atomics.wait(neverNotified, 0, 0, FIRST_FRAME_PAUSE_MS);
    this.#block = -1;
    this.#filled = 0;
    this.#target = this.#audio.chunkSamples;
  }

  /** Notifies main by a message, unless main was notified before and has not read the frames yet. */
  #notifyMain(): void {
    this.#notifiedMs = performance.now();
    this.#notifiedSamples = this.samples;
    if (this.#slot.markNotified()) parentPort?.postMessage(this.#slot.index);
  }
}
