/**
 * Uploads are stuck when those that are read bring less than `PROGRESS_BYTES` (a flow-control window) in this time, ms.
 */
const STALL_TIMEOUT_MS = 300;
const PROGRESS_BYTES = 65_536;
/** Uploads are also stuck when not a single one has completed for this long, ms: a client may send without end. */
const COMPLETION_TIMEOUT_MS = 3_000;
/** The longest time between two checks that counts, ms: in a longer one the event loop stood still, and read nothing. */
const MAX_CHECK_INTERVAL_MS = 100;

/**
 * Detects that the uploads that are read make no progress, so that paused uploads would wait for memory without end.
 * Bytes count as well as completed uploads: on a busy machine a hundred healthy uploads that progress alike complete
 * late. All times are in ms on a clock that stands still while the event loop does.
 */
export class UploadProgress {
  #nowMs = 0;
  #checkedAtMs = performance.now();
  #progressMs = 0;
  #receivedBytes = 0;
  #completedMs = 0;

  /** Tells whether the uploads are stuck. Call it at a regular interval: the clock advances with each call. */
  check(): boolean {
    const atMs = performance.now();
    this.#nowMs += Math.min(MAX_CHECK_INTERVAL_MS, atMs - this.#checkedAtMs);
    this.#checkedAtMs = atMs;
    return (
      this.#nowMs - this.#progressMs >= STALL_TIMEOUT_MS || this.#nowMs - this.#completedMs >= COMPLETION_TIMEOUT_MS
    );
  }

  /** Restarts both times, after an upload has completed or before the first one is paused. */
  restart(): void {
    this.#completedMs = this.#nowMs;
    this.#progressMs = this.#nowMs;
    this.#receivedBytes = 0;
  }

  /** Counts a piece of an upload that is still being read. */
  receive(byteLength: number): void {
    this.#receivedBytes += byteLength;
    if (this.#receivedBytes < PROGRESS_BYTES) return;
    this.#receivedBytes = 0;
    this.#progressMs = this.#nowMs;
  }
}
