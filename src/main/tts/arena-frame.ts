import type { Arena } from '../../shared/arena.js';
import type { Frame } from '../turn/services.js';

/** A message lying in an arena block. */
export class ArenaFrame implements Frame {
  readonly bytes: Buffer;
  readonly samples: number;
  readonly #arena: Arena;
  #block: number;

  constructor(arena: Arena, block: number, place: number, byteLength: number, samples: number) {
    this.#arena = arena;
    this.#block = block;
    // A view, no copy: grpc-js copies it once, into its own frame, when the write's turn comes.
    this.bytes = Buffer.from(arena.bytes.buffer, block * arena.blockBytes + place, byteLength);
    this.samples = samples;
  }

  /** Gives the block back. Throws when it was given back before. */
  release(): void {
    const block = this.#block;
    this.#block = -1;
    if (block < 0) throw new Error('a frame was released twice');
    this.#arena.give(block);
  }
}
