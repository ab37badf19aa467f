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
  #rechecking: NodeJS.Timeout | undefined;

  /**
   * @param chunkMs audio in a block
   * @param onRoom called again and again after a sentence found no room, until one finds some: tasks that wait may start
   */
  constructor(arena: Arena, chunkMs: number, onRoom: () => void) {
    this.#arena = arena;
    this.#chunkMs = chunkMs;
    this.#onRoom = onRoom;
  }

  /** Sentences wait for room, or would. */
  get isFull(): boolean {
    return this.#rechecking !== undefined || this.#arena.freeBlocks <= this.#reserved;
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
    let left = 0;
    const acquire = (): boolean => {
      if (!this.#reserve(blocks)) return false;
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
      release();
      throw cause;
    }
  }

  /** Looks for room no more. */
  close(): void {
    clearInterval(this.#rechecking);
    this.#rechecking = undefined;
  }

  #reserve(blocks: number): boolean {
    if (this.#arena.freeBlocks - this.#reserved < blocks) {
      this.#rechecking ??= setInterval(this.#onRoom, RECHECK_MS).unref();
      return false;
    }
    this.close();
    this.#reserved += blocks;
    return true;
  }
}
