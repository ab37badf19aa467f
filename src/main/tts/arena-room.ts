import type { Arena } from '../../shared/arena.js';
import type { StartedTask } from '../pool/worker-pool.js';

/** While sentences wait for room, the arena is looked at this often, ms: its blocks are given back without a word. */
const RECHECK_MS = 10;

/**
 * Shares the arena out to sentences before they are made. A sentence that finds no room is not started, so no thread ever waits for
 * a listener that takes its audio slowly. Frames that were made and not sent yet are counted by the arena itself.
 */
export class ArenaRoom {
  readonly #arena: Arena;
  readonly #chunkMs: number;
  readonly #onRoom: () => void;
  /** Blocks that sentences in the making are still to fill. */
  #reserved = 0;
  /** Sentences that wait for room. */
  readonly #waiting = new Set<object>();
  #rechecking: NodeJS.Timeout | undefined;

  /**
   * @param chunkMs audio in a block
   * @param onRoom called again and again while a sentence waits for room: tasks that wait may start
   */
  constructor(arena: Arena, chunkMs: number, onRoom: () => void) {
    this.#arena = arena;
    this.#chunkMs = chunkMs;
    this.#onRoom = onRoom;
  }

  /** Sentences wait for room, or would. */
  get isFull(): boolean {
    return this.#waiting.size > 0 || this.#arena.freeBlocks <= this.#reserved;
  }

  /**
   * Starts the task that makes a sentence, once there is room for its audio, and releases the rest of the room when it has ended.
   *
   * @param expectedMs audio of the sentence; one that is longer than the whole arena waits for all of it
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
      // It may have been cancelled while it waited.
      this.#stopWaiting(sentence);
      release();
      throw cause;
    }
  }

  /** Looks for room no more. */
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
