/**
 * A slot is how the main thread and the worker that runs a task talk while it runs: words in shared memory, one writer each.
 *
 *   word        written by     meaning
 *   CANCEL      main           1: stop at the next chance
 *   THREAD      worker         thread that runs the task; 0 = none yet (main clears it between tasks)
 *   BEAT        worker         goes up whenever the task makes progress; a hung task's stands still
 *   BEGUN       worker         when the thread began, µs on the clock that all threads share, its lowest 32 bits
 *   RUNG        both           1: main has been told to look; worker sets it, main clears it before it looks
 *   PUBLISHED   worker         frames put into the ring so far
 *   CONSUMED    main           frames taken out so far
 *   RESULT      worker         bytes of the result behind the ring, as JSON; 0 = the task has not ended
 *   ring        worker         RING_FRAMES entries of (block, place in the block, bytes, samples)
 *
 * Ring entries are plain stores: the Atomics.store of PUBLISHED after them makes them visible to whoever loads it.
 */
const CANCEL = 0;
const THREAD = 1;
const BEAT = 2;
const BEGUN = 3;
const RUNG = 4;
const PUBLISHED = 5;
const CONSUMED = 6;
const RESULT = 7;
const RING = 8;
/** Frames a busy main thread may leave unread before the worker waits: 1024 × 50 ms = 51 s of audio. */
const RING_FRAMES = 1024;
const ENTRY_WORDS = 4;
const RESULT_AT = RING + RING_FRAMES * ENTRY_WORDS;
const MAX_RESULT_BYTES = 1024;
const SLOT_WORDS = RESULT_AT + MAX_RESULT_BYTES / Int32Array.BYTES_PER_ELEMENT;

export interface TaskSlotMemory {
  readonly words: SharedArrayBuffer;
  readonly slotCount: number;
  /** Owner number, in the arena, of the first slot's blocks; the others follow. Positive, and not shared between pools. */
  readonly firstOwner: number;
}

export function createTaskSlotMemory(slotCount: number, firstOwner: number): TaskSlotMemory {
  const words = new SharedArrayBuffer(slotCount * SLOT_WORDS * Int32Array.BYTES_PER_ELEMENT);
  return { words, slotCount, firstOwner };
}

/** A frame as it crosses: which block, where its message begins in the block, the message's bytes, the samples (mono) in it. */
export type FrameReader = (block: number, place: number, byteLength: number, samples: number) => void;

/** Of the process' own clock, as `performance.now()` has another zero in each thread; the lowest 32 bits. */
function nowMicroseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return (seconds * 1e6 + nanoseconds / 1e3) | 0;
}

/** A thread's view of one slot. */
export class TaskSlot {
  readonly index: number;
  /** The owner number of blocks that this slot's task holds in the arena. */
  readonly owner: number;
  readonly #words: Int32Array;
  readonly #result: Buffer;

  constructor(memory: TaskSlotMemory, index: number) {
    this.index = index;
    this.owner = memory.firstOwner + index;
    const { BYTES_PER_ELEMENT } = Int32Array;
    this.#words = new Int32Array(memory.words, index * SLOT_WORDS * BYTES_PER_ELEMENT, SLOT_WORDS);
    this.#result = Buffer.from(memory.words, (index * SLOT_WORDS + RESULT_AT) * BYTES_PER_ELEMENT, MAX_RESULT_BYTES);
  }

  // ── main thread ──

  /** Ready for the next task. Only while no task runs in it. */
  reset(): void {
    for (const word of [CANCEL, THREAD, BEAT, BEGUN, RUNG, PUBLISHED, CONSUMED, RESULT])
      Atomics.store(this.#words, word, 0);
  }

  cancel(): void {
    Atomics.store(this.#words, CANCEL, 1);
    // A worker that waits for room in the ring must see it.
    Atomics.notify(this.#words, CONSUMED);
  }

  get threadId(): number {
    return Atomics.load(this.#words, THREAD);
  }

  /** How long the task has been running, ms; 0 when no thread has begun it. For 35 minutes at most: then it starts again. */
  get runMs(): number {
    if (this.threadId === 0) return 0;
    return Math.max(0, (nowMicroseconds() - Atomics.load(this.#words, BEGUN)) | 0) / 1000;
  }

  /**
   * What `leave` left here; undefined before. Its own way to main is a message, which is lost when the next task ends the thread
   * before main has looked.
   */
  get result(): unknown {
    const byteLength = Atomics.load(this.#words, RESULT);
    return byteLength === 0 ? undefined : JSON.parse(this.#result.toString('utf8', 0, byteLength));
  }

  get beats(): number {
    return Atomics.load(this.#words, BEAT);
  }

  /** Takes every published frame. The bell is cleared first: what is published while reading rings again. */
  drain(read: FrameReader): void {
    Atomics.store(this.#words, RUNG, 0);
    const published = Atomics.load(this.#words, PUBLISHED);
    let consumed = Atomics.load(this.#words, CONSUMED);
    if (consumed === published) return;
    for (; consumed !== published; consumed = (consumed + 1) | 0) {
      const at = RING + (consumed & (RING_FRAMES - 1)) * ENTRY_WORDS;
      const words = this.#words;
      read(words[at] ?? 0, words[at + 1] ?? 0, words[at + 2] ?? 0, words[at + 3] ?? 0);
    }
    Atomics.store(this.#words, CONSUMED, consumed);
    Atomics.notify(this.#words, CONSUMED);
  }

  // ── worker thread ──

  begin(threadId: number): void {
    Atomics.store(this.#words, BEGUN, nowMicroseconds());
    Atomics.store(this.#words, THREAD, threadId);
    this.beat();
  }

  /** The task has ended, and this came of it: less than 1 KB as JSON. */
  leave(result: object): void {
    Atomics.store(this.#words, RESULT, this.#result.write(JSON.stringify(result)));
  }

  beat(): void {
    Atomics.add(this.#words, BEAT, 1);
  }

  get cancelled(): boolean {
    return Atomics.load(this.#words, CANCEL) !== 0;
  }

  get ringFull(): boolean {
    return ((Atomics.load(this.#words, PUBLISHED) - Atomics.load(this.#words, CONSUMED)) | 0) >= RING_FRAMES;
  }

  /** Puts a frame into the ring, which must not be full. */
  publish(block: number, place: number, byteLength: number, samples: number): void {
    const published = Atomics.load(this.#words, PUBLISHED);
    const at = RING + (published & (RING_FRAMES - 1)) * ENTRY_WORDS;
    this.#words[at] = block;
    this.#words[at + 1] = place;
    this.#words[at + 2] = byteLength;
    this.#words[at + 3] = samples;
    Atomics.store(this.#words, PUBLISHED, (published + 1) | 0);
    this.beat();
  }

  /** Whether main has to be told to look; false when it was told and has not looked yet. */
  ring(): boolean {
    return Atomics.exchange(this.#words, RUNG, 1) === 0;
  }

  /** Blocks the calling worker until main took frames, cancelled, or `timeoutMs` have passed. */
  waitForConsumer(timeoutMs: number): void {
    const seen = Atomics.load(this.#words, CONSUMED);
    if (this.ringFull && !this.cancelled) Atomics.wait(this.#words, CONSUMED, seen, timeoutMs);
  }
}
