/**
 * The size of the prefix of a gRPC message, bytes: a flag and the message's length
 * (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).
 */
const PREFIX_BYTES = 5;

/** Finds the ends of the messages in a request stream that arrives in pieces of any size. */
export class MessageBoundaries {
  readonly #prefix = Buffer.alloc(PREFIX_BYTES);
  #prefixBytes = 0;
  /** The bytes of the current message that have not arrived yet. */
  #missingBytes = 0;

  /** Reads the next piece. @returns true when a message ended in it */
  push(piece: Uint8Array): boolean {
    let hasEnded = false;
    for (let at = 0; at < piece.byteLength; ) {
      if (this.#prefixBytes < PREFIX_BYTES) {
        const bytes = Math.min(PREFIX_BYTES - this.#prefixBytes, piece.byteLength - at);
        this.#prefix.set(piece.subarray(at, at + bytes), this.#prefixBytes);
        this.#prefixBytes += bytes;
        at += bytes;
        if (this.#prefixBytes < PREFIX_BYTES) break;
        this.#missingBytes = this.#prefix.readUInt32BE(1);
      }
      const bytes = Math.min(this.#missingBytes, piece.byteLength - at);
      this.#missingBytes -= bytes;
      at += bytes;
      if (this.#missingBytes > 0) break;
      hasEnded = true;
      this.#prefixBytes = 0;
    }
    return hasEnded;
  }

  /** Tells whether the stream is between two messages: every message that has begun has ended. */
  get isBetweenMessages(): boolean {
    return this.#prefixBytes === 0;
  }
}
