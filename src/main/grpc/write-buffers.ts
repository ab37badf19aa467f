/** The sizes of buffers are multiples of it, bytes. */
const STEP_BYTES = 512;
/** The bytes that wait for their next use, at most. */
const KEPT_BYTES = 2_097_152;

/**
 * Buffers for bytes that are written to clients. A buffer is used again after its bytes have been written: they live as
 * long as a client takes to read them, which is too long for V8's young generation, so the garbage of slow readers would
 * cost full collections.
 */
export class WriteBuffers {
  /** The buffers that wait for their next use, by their size in steps. */
  readonly #kept: Buffer[][] = [];
  readonly #mostKeptBytes: number;
  #keptBytes = 0;

  constructor(mostKeptBytes = KEPT_BYTES) {
    this.#mostKeptBytes = mostKeptBytes;
  }

  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Returns a buffer for `byteLength` bytes or a few more; its contents are arbitrary. */
  take(byteLength: number): Buffer {
    const steps = Math.ceil(byteLength / STEP_BYTES);
    const kept = this.#kept[steps]?.pop();
    if (!kept) return Buffer.allocUnsafeSlow(steps * STEP_BYTES);
    this.#keptBytes -= kept.byteLength;
    return kept;
  }

  /**
   * Takes a buffer back that `take` has returned. Nothing may read or write it any more. When too many bytes are kept, all of
   * them are left to the garbage collector: their sizes may be those of clients that have gone.
   */
  giveBack(buffer: Buffer): void {
    if (this.#keptBytes + buffer.byteLength > this.#mostKeptBytes) {
      this.#kept.length = 0;
      this.#keptBytes = 0;
      if (buffer.byteLength > this.#mostKeptBytes) return;
    }
    this.#keptBytes += buffer.byteLength;
    const steps = buffer.byteLength / STEP_BYTES;
    (this.#kept[steps] ??= []).push(buffer);
  }
}
