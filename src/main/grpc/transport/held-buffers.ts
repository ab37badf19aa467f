/**
 * Counts the memory behind pieces of messages. A piece is a view of a whole read from a socket, and keeps all of that read in memory
 * together with its other pieces.
 */
export class HeldBuffers {
  readonly #holders = new Map<ArrayBufferLike, number>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  hold(buffer: ArrayBufferLike): void {
    const holders = this.#holders.get(buffer) ?? 0;
    if (holders === 0) this.#bytes += buffer.byteLength;
    this.#holders.set(buffer, holders + 1);
  }

  release(buffer: ArrayBufferLike): void {
    const holders = this.#holders.get(buffer) ?? 0;
    if (holders > 1) {
      this.#holders.set(buffer, holders - 1);
    } else if (this.#holders.delete(buffer)) {
      this.#bytes -= buffer.byteLength;
    }
  }
}
