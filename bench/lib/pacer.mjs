// Paces clients: HTTP/2 flow control widens the windows of their streams gradually, so that they read audio at a chosen
// speed.

/** @typedef {{ stream: { grant: (bytes: number) => void }, atLeastBytes: number, sinceMs: number }} Paced */

/** The rate of a listener in real time, including the bytes around the samples: 48 kHz, 16 bit, messages of 50 ms. */
const REAL_TIME_BYTES_PER_MS = 96.6;
const STEP_MS = 5;

/** Lets each added stream send `bytesPerMs`, from the time at which it was added, except while the pacer is paused. */
export class Pacer {
  #bytesPerMs;
  /** @type {Set<Paced>} */
  #paced = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #pausedAt = 0;

  constructor(bytesPerMs = REAL_TIME_BYTES_PER_MS) {
    this.#bytesPerMs = bytesPerMs;
    this.resume();
  }

  /**
   * Adds a stream.
   * @param {Paced['stream']} stream
   * @param {number} atLeastBytes the least number of bytes that are granted at a time
   * @returns a function that removes the stream
   */
  add(stream, atLeastBytes = 1) {
    const paced = { stream, atLeastBytes, sinceMs: performance.now() };
    this.#paced.add(paced);
    return () => {
      this.#paced.delete(paced);
    };
  }

  /** @param {number} now */
  #step(now) {
    for (const paced of this.#paced) {
      const bytes = Math.floor((now - paced.sinceMs) * this.#bytesPerMs);
      if (bytes < paced.atLeastBytes) continue;
      paced.stream.grant(bytes);
      paced.sinceMs += bytes / this.#bytesPerMs;
    }
  }

  pause() {
    clearInterval(this.#timer);
    this.#pausedAt = performance.now();
  }

  /** Continues after a pause; the streams get no bytes for its time. */
  resume() {
    const pausedMs = performance.now() - this.#pausedAt;
    for (const paced of this.#paced) paced.sinceMs += pausedMs;
    this.#timer = setInterval(() => this.#step(performance.now()), STEP_MS);
  }

  close() {
    clearInterval(this.#timer);
  }
}
