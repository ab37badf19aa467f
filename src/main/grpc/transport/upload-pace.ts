import type { ServerHttp2Stream } from 'node:http2';

/** The bytes of uploads that are read in one iteration of the event loop before further uploads are paused. */
const READ_AT_ONCE_BYTES = 262_144;
/** The number of uploads resumed in each iteration. Each may bring a window of 64 KB, which takes about 0.2 ms. */
const RESUMED_AT_ONCE = 4;

/**
 * Spreads uploads over the iterations of the event loop. Otherwise a hundred clients that upload as fast as they can
 * would block the main thread for 50 ms and more at a time. A paused upload gets no flow-control window until it is
 * resumed. The oldest uploads are resumed first: if all were read alternately, they would progress alike, and not one
 * would complete.
 */
export class UploadPace {
  readonly #uploads: Iterable<ServerHttp2Stream>;
  readonly #paused = new Set<ServerHttp2Stream>();
  #readBytes = 0;
  #isScheduled = false;

  /** @param uploads all uploads, the oldest first */
  constructor(uploads: Iterable<ServerHttp2Stream>) {
    this.#uploads = uploads;
  }

  /** Counts a piece of an upload that was read. The upload is paused when this iteration has read enough. */
  add(stream: ServerHttp2Stream, byteLength: number): void {
    this.#readBytes += byteLength;
    this.#schedule();
    if (this.#readBytes <= READ_AT_ONCE_BYTES) return;
    this.#paused.add(stream);
    stream.pause();
  }

  /** Ends the pacing of an upload that is complete or refused. Idempotent. */
  finish(stream: ServerHttp2Stream): void {
    if (this.#paused.delete(stream)) stream.resume();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#resumeNext());
  }

  #resumeNext(): void {
    this.#isScheduled = false;
    this.#readBytes = 0;
    let resumed = 0;
    for (const stream of this.#uploads) {
      if (resumed === RESUMED_AT_ONCE || this.#paused.size === 0) break;
      if (!this.#paused.delete(stream)) continue;
      stream.resume();
      resumed++;
    }
    if (this.#paused.size > 0) this.#schedule();
  }
}
