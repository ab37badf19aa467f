/**
 * A slot: words in shared memory through which the main thread and the worker that runs a task communicate while it
 * runs.
 *
 *   word        written by     meaning
 *   CANCEL      main           1: the task should stop as soon as it can
 *   THREAD      worker         the thread that runs the task; 0 = not started (main clears it between tasks)
 *   HEARTBEAT   worker         grows whenever the task makes progress; stands still when the task hangs
 *   STARTED_AT  worker         the time at which the task began, µs on the clock of all threads, its lowest 32 bits
 *   NOTIFIED    both           1: main has been notified of frames; worker sets it, main clears it before it reads them
 *   PUBLISHED   worker         frames put into the ring so far
 *   CONSUMED    main           frames taken out so far
 *   RESULT      worker         bytes of the result behind the ring, as JSON; 0 = the task has not ended
 *   ring        worker         RING_FRAMES entries of (block, offset in the block, bytes, samples)
 *
 * Ring entries are plain stores: the Atomics.store of PUBLISHED after them makes them visible to a thread that loads
 * it.
 */
const CANCEL = 0;
const THREAD = 1;
const HEARTBEAT = 2;
const STARTED_AT = 3;
const NOTIFIED = 4;
const PUBLISHED = 5;
const CONSUMED = 6;
const RESULT = 7;
const RING = 8;
/**
 * The number of frames that a busy main thread may leave unread before the worker waits: 1024 × 50 ms = 51 s of audio.
 */
const RING_FRAMES = 1024;
const ENTRY_WORDS = 4;
const RESULT_AT = RING + RING_FRAMES * ENTRY_WORDS;
const MAX_RESULT_BYTES = 1024;
const SLOT_WORDS = RESULT_AT + MAX_RESULT_BYTES / Int32Array.BYTES_PER_ELEMENT;

export interface TaskSlotMemory {
  readonly words: SharedArrayBuffer;
  readonly slotCount: number;
  /**
   * The owner number, in the arena, of the first slot's blocks; those of the other slots follow. It is positive, and no
   * two pools share a number.
   */
  readonly firstOwner: number;
}

export function createTaskSlotMemory(slotCount: number, firstOwner: number): TaskSlotMemory {
  const words = new SharedArrayBuffer(slotCount * SLOT_WORDS * Int32Array.BYTES_PER_ELEMENT);
  return { words, slotCount, firstOwner };
}

/**
 * Receives a frame: its block, the offset of its message in the block, the length of the message (bytes) and its
 * samples (mono).
 */
export type FrameReader = (block: number, offset: number, byteLength: number, samples: number) => void;

/**
 * Returns the lowest 32 bits of the time, µs, on a clock that all threads share; `performance.now()` starts at another
 * zero in each thread.
 */
function nowMicroseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return (seconds * 1e6 + nanoseconds / 1e3) | 0;
}

/** A thread's view of a slot. */
export class TaskSlot {
  readonly index: number;
  /** The owner number of the blocks that this slot's task holds in the arena. */
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

  /** Makes the slot ready for the next task. Call it only while no task runs in the slot. */
  reset(): void {
    for (const word of [CANCEL, THREAD, HEARTBEAT, STARTED_AT, NOTIFIED, PUBLISHED, CONSUMED, RESULT])
      Atomics.store(this.#words, word, 0);
  }

  cancel(): void {
    Atomics.store(this.#words, CANCEL, 1);
    // Wakes a worker that waits for room in the ring, so that it sees the cancel.
    Atomics.notify(this.#words, CONSUMED);
  }

  get threadId(): number {
    return Atomics.load(this.#words, THREAD);
  }

  /**
   * The time since the task began, ms; 0 when no thread has begun it. Valid for 35 minutes at most, as its clock has 32
   * bits.
   */
  get runMs(): number {
    if (this.threadId === 0) return 0;
    return Math.max(0, (nowMicroseconds() - Atomics.load(this.#words, STARTED_AT)) | 0) / 1000;
  }

  /**
   * The result that `storeResult` stored; undefined before. The result is also sent to main in a message, but the message is
   * lost when the next task ends the thread before main has read it.
   */
  get result(): unknown {
    const byteLength = Atomics.load(this.#words, RESULT);
    return byteLength === 0 ? undefined : JSON.parse(this.#result.toString('utf8', 0, byteLength));
  }

  get beats(): number {
    return Atomics.load(this.#words, HEARTBEAT);
  }

  /**
   * Takes every published frame. NOTIFIED is cleared first, so that a frame published during the reading notifies main
   * again.
   */
  drain(read: FrameReader): void {
    Atomics.store(this.#words, NOTIFIED, 0);
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
    Atomics.store(this.#words, STARTED_AT, nowMicroseconds());
    Atomics.store(this.#words, THREAD, threadId);
    this.beat();
  }

  /** Stores the result of the task, which has ended: less than 1 KB as JSON. */
  storeResult(result: object): void {
    Atomics.store(this.#words, RESULT, this.#result.write(JSON.stringify(result)));
  }

  beat(): void {
    Atomics.add(this.#words, HEARTBEAT, 1);
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

  /**
   * Marks main as notified. Returns true when the caller must notify main; false when main was notified before and has
   * not read the frames yet.
   */
  markNotified(): boolean {
    return Atomics.exchange(this.#words, NOTIFIED, 1) === 0;
  }

  /** Blocks the calling worker until main has taken frames or cancelled the task, or `timeoutMs` have passed. */
  waitForConsumer(timeoutMs: number): void {
    const seen = Atomics.load(this.#words, CONSUMED);
    if (this.ringFull && !this.cancelled) Atomics.wait(this.#words, CONSUMED, seen, timeoutMs);
  }
}
