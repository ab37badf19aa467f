/** Uploads are stuck when those that are read bring less than `MOVED_BYTES` (a flow-control window) in this time, ms. */
const STILL_MS = 300;
const MOVED_BYTES = 65_536;
/** Uploads are stuck, too, when none has completed for this long, ms: a client may send for ever. */
const INCOMPLETE_MS = 3_000;

/**
 * Tells when uploads that wait for memory wait for nothing. Bytes count beside completions: on a busy machine a hundred healthy uploads that
 * progress alike complete late.
 */
export class UploadProgress {
  #movedMs = 0;
  #movedBytes = 0;
  #completedMs = 0;

  get isStuck(): boolean {
    const now = performance.now();
    return now - this.#movedMs >= STILL_MS || now - this.#completedMs >= INCOMPLETE_MS;
  }

  /** Counts a completed upload, or the first one that waits: the times begin anew. */
  restart(): void {
    this.#completedMs = performance.now();
    this.#movedMs = this.#completedMs;
    this.#movedBytes = 0;
  }

  /** Counts a piece of an upload that is read on. */
  receive(byteLength: number): void {
    this.#movedBytes += byteLength;
    if (this.#movedBytes < MOVED_BYTES) return;
    this.#movedBytes = 0;
    this.#movedMs = performance.now();
  }
}
