import type { ServerHttp2Stream } from 'node:http2';

/** Bytes of uploads that are read in one iteration of the event loop before further uploads rest. */
const READ_AT_ONCE_BYTES = 262_144;
/** Uploads that go on in each iteration; each may bring a flow-control window of 64 KB, which takes about 0.2 ms. */
const RESUMED_AT_ONCE = 4;

/**
 * Spreads uploads over the iterations of the event loop: a hundred clients that upload as fast as they can block the main thread for 50 ms
 * and more at a time otherwise. An upload that rests gets no flow-control window until its turn comes. The oldest go on first: read in turns,
 * all would progress alike, and none would complete.
 */
export class UploadPace {
  readonly #uploads: Iterable<ServerHttp2Stream>;
  readonly #resting = new Set<ServerHttp2Stream>();
  #readBytes = 0;
  #isScheduled = false;

  /** @param uploads all uploads, the oldest first */
  constructor(uploads: Iterable<ServerHttp2Stream>) {
    this.#uploads = uploads;
  }

  /** Counts a piece of an upload that was read. The upload rests when this iteration has read enough. */
  add(stream: ServerHttp2Stream, byteLength: number): void {
    this.#readBytes += byteLength;
    this.#schedule();
    if (this.#readBytes <= READ_AT_ONCE_BYTES) return;
    this.#resting.add(stream);
    stream.pause();
  }

  /** Ends the pacing of an upload that is whole or refused. Idempotent. */
  finish(stream: ServerHttp2Stream): void {
    if (this.#resting.delete(stream)) stream.resume();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    this.#isScheduled = false;
    this.#readBytes = 0;
    let resumed = 0;
    for (const stream of this.#uploads) {
      if (resumed === RESUMED_AT_ONCE || this.#resting.size === 0) break;
      if (!this.#resting.delete(stream)) continue;
      stream.resume();
      resumed++;
    }
    if (this.#resting.size > 0) this.#schedule();
  }
}
