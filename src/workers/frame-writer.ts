import { parentPort } from 'node:worker_threads';
import type { Arena } from '../shared/arena.js';
import { BYTES_PER_SAMPLE } from '../shared/pcm.js';
import type { WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import { encodeAudioMessage, HEAD_BYTES } from '../shared/wire.js';

/** A waiting worker looks this often whether it was cancelled, ms. */
const WAIT_STEP_MS = 10;

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

  /**
   * Takes the first `count` of `samples` (mono int16, output rate).
   * @returns false when no more are wanted; `refusal` says why
   */
  write(samples: Int16Array, count: number): boolean {
    let taken = 0;
    while (taken < count) {
      if (this.#block < 0 && !this.#takeBlock()) return false;
      const now = Math.min(this.#target - this.#filled, count - taken);
      const at = (this.#block * this.#arena.blockBytes + HEAD_BYTES) / BYTES_PER_SAMPLE + this.#filled;
      this.#arena.samples.set(samples.subarray(taken, taken + now), at);
      this.#filled += now;
      taken += now;
      if (this.#filled === this.#target) this.#publish();
    }
    return true;
  }

  /** Publishes what is left, or gives the block back when the sentence was refused. The task's result tells main of the rest. */
  end(): void {
    if (this.#block < 0) return;
    if (this.refusal === undefined && this.#filled > 0) this.#publish();
    else {
      this.#arena.give(this.#block);
      this.#block = -1;
    }
  }

  /** Waits for a block and for room in the ring: bounded, and never past a cancel. The wait counts as progress. */
  #takeBlock(): boolean {
    const deadline = performance.now() + this.#audio.arenaWaitMs;
    for (;;) {
      if (this.#slot.cancelled) return this.#refuse('cancelled');
      if (!this.#slot.ringFull) {
        this.#block = this.#arena.take(this.#slot.owner);
        if (this.#block >= 0) return true;
      }
      if (performance.now() >= deadline) return this.#refuse('arena_full');
      // Whoever is to make room must know of what there is.
      this.#ring();
      this.#slot.beat();
      if (this.#slot.ringFull) this.#slot.waitForConsumer(WAIT_STEP_MS);
      else this.#arena.waitForGive(WAIT_STEP_MS);
    }
  }

  #refuse(why: 'cancelled' | 'arena_full'): false {
    this.refusal = why;
    return false;
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
    if (this.#slot.ring()) parentPort?.postMessage(this.#slot.index);
  }
}
