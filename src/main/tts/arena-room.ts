import type { Arena } from '../../shared/arena.js';
import type { StartedTask } from '../pool/worker-pool.js';

/** The interval at which the arena is checked while sentences wait for room, ms: no event reports a released block. */
const RECHECK_MS = 10;

/**
 * Reserves room in the arena for sentences before they are made. A sentence without room is not started, so no thread
 * ever waits for a listener that takes its audio slowly. Frames that were made and not sent yet are counted by the
 * arena itself.
 */
export class ArenaRoom {
  readonly #arena: Arena;
  readonly #chunkMs: number;
  readonly #onRoom: () => void;
  /** The reserved blocks that started sentences have not filled yet. */
  #reserved = 0;
  /** The sentences that wait for room. */
  readonly #waiting = new Set<object>();
  #rechecking: NodeJS.Timeout | undefined;

  /**
   * @param chunkMs the audio in a block, ms
   * @param onRoom called again and again while a sentence waits for room: waiting tasks may start
   */
  constructor(arena: Arena, chunkMs: number, onRoom: () => void) {
    this.#arena = arena;
    this.#chunkMs = chunkMs;
    this.#onRoom = onRoom;
  }

  /** Tells whether sentences wait for room, or a new sentence would have to wait. */
  get isFull(): boolean {
    return this.#waiting.size > 0 || this.#arena.freeBlocks <= this.#reserved;
  }

  /**
   * Starts the task that makes a sentence once there is room for its audio, and releases the unused room when the task
   * has ended.
   *
   * @param expectedMs the expected audio of the sentence, ms; a sentence longer than the whole arena waits for all of
   * it
   * @param start starts the task with `acquire`, which reserves the room, and calls `used` for each frame that arrives
   */
  async start<Result>(
    expectedMs: number,
    start: (acquire: () => boolean, used: () => void) => Promise<StartedTask<Result>>,
  ): Promise<StartedTask<Result>> {
    const blocks = Math.min(this.#arena.blockCount, Math.ceil(expectedMs / this.#chunkMs) + 1);
    const sentence = {};
    let left = 0;
    const acquire = (): boolean => {
      if (this.#arena.freeBlocks - this.#reserved < blocks) {
        this.#wait(sentence);
        return false;
      }
      this.#stopWaiting(sentence);
      this.#reserved += blocks;
      left = blocks;
      return true;
    };
    const used = (): void => {
      if (left === 0) return;
      left--;
      this.#reserved--;
    };
    const release = (): void => {
      this.#reserved -= left;
      left = 0;
    };
    try {
      const started = await start(acquire, used);
      started.result.then(release, release);
      return started;
    } catch (cause) {
      // The sentence may have been cancelled while it waited.
      this.#stopWaiting(sentence);
      release();
      throw cause;
    }
  }

  /** Stops checking for room. */
  close(): void {
    clearInterval(this.#rechecking);
    this.#rechecking = undefined;
  }

  #wait(sentence: object): void {
    this.#waiting.add(sentence);
    this.#rechecking ??= setInterval(this.#onRoom, RECHECK_MS).unref();
  }

  #stopWaiting(sentence: object): void {
    this.#waiting.delete(sentence);
    if (this.#waiting.size === 0) this.close();
  }
}
