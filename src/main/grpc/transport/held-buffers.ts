/**
 * Counts the memory behind pieces of messages, bytes. A piece is a view into the buffer of one socket read, and keeps
 * that whole buffer in memory together with the other pieces in it.
 */
export class HeldBuffers {
  readonly #holders = new Map<ArrayBufferLike, number>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  acquire(buffer: ArrayBufferLike): void {
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
