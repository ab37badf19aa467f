/**
 * Uploads are stuck when those that are read bring less than `MOVED_BYTES` (a flow-control window) in this time, ms.
 */
const STILL_MS = 300;
const MOVED_BYTES = 65_536;
/** Uploads are also stuck when not a single one has completed for this long, ms: a client may send without end. */
const INCOMPLETE_MS = 3_000;

/**
 * Detects that the uploads that are read make no progress, so that paused uploads would wait for memory without end.
 * Bytes count as well as completed uploads: on a busy machine a hundred healthy uploads that progress alike complete
 * late.
 */
export class UploadProgress {
  #movedMs = 0;
  #movedBytes = 0;
  #completedMs = 0;

  get isStuck(): boolean {
    const now = performance.now();
    return now - this.#movedMs >= STILL_MS || now - this.#completedMs >= INCOMPLETE_MS;
  }

  /** Restarts both times, after an upload has completed or before the first one is paused. */
  restart(): void {
    this.#completedMs = performance.now();
    this.#movedMs = this.#completedMs;
    this.#movedBytes = 0;
  }

  /** Counts a piece of an upload that is still being read. */
  receive(byteLength: number): void {
    this.#movedBytes += byteLength;
    if (this.#movedBytes < MOVED_BYTES) return;
    this.#movedBytes = 0;
    this.#movedMs = performance.now();
  }
}
