// Clients that take sound as slowly as they like: their streams' windows open bit by bit (HTTP/2's flow control).

/** What a listener in real time takes, with all that is around the samples: 48 kHz, 16 bit, messages of 50 ms. */
export const REAL_TIME_BYTES_PER_MS = 96.6;
const STEP_MS = 5;

/** Lets each stream it holds send `bytesPerMs`, from when it was added, but not while it pauses. */
export class Pacer {
  #bytesPerMs;
  #paced = new Set();
  #timer;
  #pausedAt = 0;

  constructor(bytesPerMs = REAL_TIME_BYTES_PER_MS) {
    this.#bytesPerMs = bytesPerMs;
    this.resume();
  }

  /**
   * @param stream what `grant`s
   * @param atLeastBytes granted at a time
   * @returns lets go of the stream
   */
  add(stream, atLeastBytes = 1) {
    const paced = { stream, atLeastBytes, sinceMs: performance.now() };
    this.#paced.add(paced);
    return () => this.#paced.delete(paced);
  }

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

  /** The pause never was. */
  resume() {
    const pausedMs = performance.now() - this.#pausedAt;
    for (const paced of this.#paced) paced.sinceMs += pausedMs;
    this.#timer = setInterval(() => this.#step(performance.now()), STEP_MS);
  }

  close() {
    clearInterval(this.#timer);
  }
}
