import type { Arena } from '../../shared/arena.js';
import type { Frame } from '../turn/services.js';

/**
 * A message in an arena block. Many frames of many streams wait at the same time, so each is as small as possible: a
 * view of its bytes would be twice as large as the frame.
 */
export class ArenaFrame implements Frame {
  readonly byteLength: number;
  readonly samples: number;
  readonly #arena: Arena;
  readonly #offset: number;
  #block: number;

  constructor(arena: Arena, block: number, place: number, byteLength: number, samples: number) {
    this.#arena = arena;
    this.#block = block;
    this.#offset = place;
    this.byteLength = byteLength;
    this.samples = samples;
  }

  /** A view of the bytes in the arena, without a copy. */
  get bytes(): Buffer {
    const { bytes, blockBytes } = this.#arena;
    return Buffer.from(bytes.buffer, this.#block * blockBytes + this.#offset, this.byteLength);
  }

  /** Releases the block. @throws Error when it was released before */
  release(): void {
    const block = this.#block;
    this.#block = -1;
    if (block < 0) throw new Error('a frame was released twice');
    this.#arena.release(block);
  }
}
