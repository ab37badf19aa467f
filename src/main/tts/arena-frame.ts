import type { Arena } from '../../shared/arena.js';
import type { Frame } from '../turn/services.js';

/**
 * A message lying in an arena block. Many frames of many streams wait at a time, so one is as small as can be: a view of its
 * bytes would be twice its size.
 */
export class ArenaFrame implements Frame {
  readonly byteLength: number;
  readonly samples: number;
  readonly #arena: Arena;
  readonly #place: number;
  #block: number;

  constructor(arena: Arena, block: number, place: number, byteLength: number, samples: number) {
    this.#arena = arena;
    this.#block = block;
    this.#place = place;
    this.byteLength = byteLength;
    this.samples = samples;
  }

  /** A view, no copy. */
  get bytes(): Buffer {
    const { bytes, blockBytes } = this.#arena;
    return Buffer.from(bytes.buffer, this.#block * blockBytes + this.#place, this.byteLength);
  }

  /** Gives the block back. Throws when it was given back before. */
  release(): void {
    const block = this.#block;
    this.#block = -1;
    if (block < 0) throw new Error('a frame was released twice');
    this.#arena.give(block);
  }
}
