import { parentPort } from 'node:worker_threads';
import type { Arena } from '../shared/arena.js';
import { BYTES_PER_SAMPLE, durationMsOf } from '../shared/pcm.js';
import type { WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import { encodeAudioMessage, HEAD_BYTES } from '../shared/wire.js';

/** A wait for room looks this often whether there is some, and whether the task was cancelled, ms. */
export const WAIT_STEP_MS = 10;

/**
 * Main is told of a sentence's first frame at once, and of the others this often, ms. Waking it costs a worker more than making
 * the frame, and what comes together leaves in one write. Safe, because a first frame plays several times as long.
 */
const BELL_INTERVAL_MS = 4;

/**
 * After a sentence's first frame its worker steps aside for a moment. The scheduler likes to put a woken thread on the core of
 * the one that woke it; there main would wait behind the synthesis, for up to 4 ms, with the first words in its hand
 * (docs/decisions/006).
 */
const FIRST_FRAME_PAUSE_MS = 0.05;
const nobodyWakes = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

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
  #rangMs = Number.NEGATIVE_INFINITY;
  /** Samples published when main was told last. */
  #toldSamples = 0;
  /** Start of the current wait for room, ms on the clock of `performance.now()`; undefined = there is room. */
  #waitsSinceMs: number | undefined;
  /** All earlier waits of the sentence, ms: a bound on each wait alone would start anew with every frame. */
  #waitedMs = 0;
  /** Samples published so far. */
  samples = 0;
  /** Why the writer takes no more. */
  refusal: 'cancelled' | 'arena_full' | undefined;

  constructor(arena: Arena, slot: TaskSlot, audio: WorkerSetup['audio'], audioField: number) {
    this.#arena = arena;
    this.#slot = slot;
    this.#audio = audio;
    this.#audioField = audioField;
    this.#target = audio.firstChunkSamples;
  }

  /** Sound published so far, ms. */
  get soundMs(): number {
    return durationMsOf(this.samples, this.#audio.sampleRateHz);
  }

  /**
   * Takes the first `count` of `samples` (mono int16, output rate). The sentence's room was reserved before it began; where it
   * outgrows that and the arena is full it ends here, because its listener's pace must not hold this thread. Only the main
   * thread is waited for, when it is late in taking frames out of the ring.
   * @returns false when no more are wanted; `refusal` says why
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
   * Takes what there is room for of `samples` (mono int16, output rate) from index `from` up to `to`, and never waits.
   * @returns the index of the first it did not take; `mayWait` says whether to try again
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
   * Whether to wait for room and try again: for a bounded time in all, and never past a cancel. The wait counts as progress.
   * @returns false when no more are wanted; `refusal` says why
   */
  mayWait(): boolean {
    if (this.refusal !== undefined) return false;
    const nowMs = performance.now();
    this.#waitsSinceMs ??= nowMs;
    if (this.#waitedMs + nowMs - this.#waitsSinceMs >= this.#audio.arenaWaitMs) {
      this.refusal = 'arena_full';
      return false;
    }
    // Main makes room by sending what there is, so it must know of every frame.
    this.#ring();
    this.#slot.beat();
    return true;
  }

  /** Tells main of every frame so far: the next may be long in coming. */
  tell(): void {
    if (this.samples !== this.#toldSamples) this.#ring();
  }

  /** Publishes what is left, or drops it when the sentence was refused. The task's result tells main of the rest. */
  end(): void {
    if (this.refusal === undefined && this.#filled > 0) this.#publish();
    else this.drop();
  }

  /** Gives back the block that is being filled. What was published stays published. */
  drop(): void {
    if (this.#block < 0) return;
    this.#arena.give(this.#block);
    this.#block = -1;
    this.#filled = 0;
  }

  #takeBlock(): boolean {
    if (this.#slot.cancelled) this.refusal = 'cancelled';
    else if (!this.#slot.ringFull) this.#block = this.#arena.take(this.#slot.owner);
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
    if (performance.now() - this.#rangMs >= BELL_INTERVAL_MS) this.#ring();
    if (this.samples === this.#filled) Atomics.wait(nobodyWakes, 0, 0, FIRST_FRAME_PAUSE_MS);
    this.#block = -1;
    this.#filled = 0;
    this.#target = this.#audio.chunkSamples;
  }

  /** Wakes main by a message, but only when it has looked since it was last told. */
  #ring(): void {
    this.#rangMs = performance.now();
    this.#toldSamples = this.samples;
    if (this.#slot.ring()) parentPort?.postMessage(this.#slot.index);
  }
}
