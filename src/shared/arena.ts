/**
 * An arena: shared memory cut into blocks of one size. A block holds one ready-made gRPC message.
 *
 *   control  Int32  [ FREE | owner of block 0 | owner of block 1 | … ]
 *   data     bytes  [ block 0 | block 1 | … ]
 *
 * A worker takes a block while it speaks; the main thread gives it back once the bytes are written. The owner word
 * alone tells the state of a block: 0 is free, any other value is the number of the owner, so the blocks of a dead
 * worker can be found. Taking a block is one compare-and-swap on that word. All words go through Atomics, which are
 * sequentially consistent: a thread that reads a published block number also sees the bytes that the worker wrote into
 * the block before.
 */
const FREE_COUNT = 0;
const FIRST_OWNER = 1;
const NO_OWNER = 0;

/** The smallest number of blocks that are used in turn: 0.3 MB at 48 kHz, which the caches of a core hold. */
const SMALLEST_SPAN_BLOCKS = 64;

/** The memory of an arena. It is passed to the workers by structured clone; the buffers are shared, not copied. */
export interface ArenaMemory {
  readonly control: SharedArrayBuffer;
  readonly data: SharedArrayBuffer;
  readonly blockBytes: number;
  readonly blockCount: number;
}

/**
 * Creates shared memory for `totalBytes` of data in blocks of `blockBytes` (rounded up to 64, a cache line).
 * @throws RangeError when not even one block fits
 */
export function createArenaMemory(totalBytes: number, blockBytes: number): ArenaMemory {
  const alignedBytes = Math.ceil(blockBytes / 64) * 64;
  const blockCount = Math.floor(totalBytes / alignedBytes);
  if (blockCount < 1) throw new RangeError(`an arena of ${totalBytes} bytes holds no block of ${alignedBytes} bytes`);
  const control = new SharedArrayBuffer((FIRST_OWNER + blockCount) * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(control)[FREE_COUNT] = blockCount;
  return { control, data: new SharedArrayBuffer(blockCount * alignedBytes), blockBytes: alignedBytes, blockCount };
}

/** A thread's view of the arena; each thread makes its own view over the same memory. */
export class Arena {
  readonly blockBytes: number;
  readonly blockCount: number;
  /** The bytes of all blocks. */
  readonly bytes: Uint8Array;
  /** The samples of all blocks: the same memory as `bytes`. */
  readonly samples: Int16Array;
  readonly #control: Int32Array;
  /** The block at which the next search starts: the blocks before it were taken last and are the least likely to be free. */
  #cursor = 0;

  constructor(memory: ArenaMemory) {
    this.blockBytes = memory.blockBytes;
    this.blockCount = memory.blockCount;
    this.bytes = new Uint8Array(memory.data);
    this.samples = new Int16Array(memory.data);
    this.#control = new Int32Array(memory.control);
  }

  get freeBlocks(): number {
    return Atomics.load(this.#control, FREE_COUNT);
  }

  get blocksInUse(): number {
    return this.blockCount - this.freeBlocks;
  }

  /**
   * Takes a free block for `owner` (a positive number).
   * @returns the index of the block, or -1 when every block is in use
   */
  acquire(owner: number): number {
    const inUse = this.blocksInUse;
    if (inUse >= this.blockCount) return -1;
    // The search begins anew after twice the blocks in use, so that an arena takes at most twice the memory that it has
    // needed, and not all of its size: the system provides a page when it is first written.
    if (this.#cursor >= Math.max(SMALLEST_SPAN_BLOCKS, 2 * inUse)) this.#cursor = 0;
    for (let attempts = 0; attempts < this.blockCount; attempts++) {
      const block = this.#cursor;
      this.#cursor = block + 1 === this.blockCount ? 0 : block + 1;
      if (Atomics.compareExchange(this.#control, FIRST_OWNER + block, NO_OWNER, owner) === NO_OWNER) {
        Atomics.sub(this.#control, FREE_COUNT, 1);
        return block;
      }
    }
    return -1;
  }

  /**
   * Gives a block back.
   * @throws Error when the block was free: a double release is a bug
   */
  release(block: number): void {
    if (Atomics.exchange(this.#control, FIRST_OWNER + block, NO_OWNER) === NO_OWNER) {
      throw new Error(`arena block ${block} was given back twice`);
    }
    Atomics.add(this.#control, FREE_COUNT, 1);
  }

  /** Transfers a block from one owner to another, so that the death of the first owner does not free it. */
  transfer(block: number, owner: number): void {
    Atomics.store(this.#control, FIRST_OWNER + block, owner);
  }

  /** Gives back every block of an owner that can no longer do it itself; returns the number of these blocks. */
  reclaim(owner: number): number {
    let reclaimed = 0;
    for (let block = 0; block < this.blockCount; block++) {
      if (Atomics.load(this.#control, FIRST_OWNER + block) === owner) {
        this.release(block);
        reclaimed++;
      }
    }
    return reclaimed;
  }
}
