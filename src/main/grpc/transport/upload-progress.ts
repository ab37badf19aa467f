/**
 * Uploads are stuck when those that are read bring less than `PROGRESS_BYTES` (a flow-control window) in this time, ms.
 */
const STALL_TIMEOUT_MS = 300;
const PROGRESS_BYTES = 65_536;
/** Uploads are also stuck when not a single one has completed for this long, ms: a client may send without end. */
const COMPLETION_TIMEOUT_MS = 3_000;

/**
 * Detects that the uploads that are read make no progress, so that paused uploads would wait for memory without end.
 * Bytes count as well as completed uploads: on a busy machine a hundred healthy uploads that progress alike complete
 * late.
 */
export class UploadProgress {
  #progressMs = 0;
  #receivedBytes = 0;
  #completedMs = 0;

  get isStuck(): boolean {
    const now = performance.now();
    return now - this.#progressMs >= STALL_TIMEOUT_MS || now - this.#completedMs >= COMPLETION_TIMEOUT_MS;
  }

  /** Restarts both times, after an upload has completed or before the first one is paused. */
  restart(): void {
    this.#completedMs = performance.now();
    this.#progressMs = this.#completedMs;
    this.#receivedBytes = 0;
  }

  /** Counts a piece of an upload that is still being read. */
  receive(byteLength: number): void {
    this.#receivedBytes += byteLength;
    if (this.#receivedBytes < PROGRESS_BYTES) return;
    this.#receivedBytes = 0;
    this.#progressMs = performance.now();
  }
}
