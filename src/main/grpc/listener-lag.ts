/**
 * The number of bytes without sound that a listener must read in a second; any connection worth waiting at is faster.
 */
const MIN_BYTES_PER_SECOND = 1_024;

/**
 * Returns the time in which a listener must read a message of `bytes`, ms: its playing time, or without sound the time
 * that the slowest connection needs.
 */
export function allowedReadMs(bytes: number, playsMs: number): number {
  return playsMs > 0 ? playsMs : (bytes * 1000) / MIN_BYTES_PER_SECOND;
}

/**
 * Measures how far a listener has fallen behind real time. Time counts only while bytes wait for the listener. A
 * listener that is ahead starts at zero again: fast reading of earlier audio does not excuse a later delay.
 */
export class ListenerLag {
  readonly #now: () => number;
  /** The start of the time that is not counted yet, ms; undefined when no bytes wait. */
  #sinceMs: number | undefined;
  #lagMs = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Records that bytes wait for the listener from now on. */
  startWaiting(): void {
    this.#sinceMs ??= this.#now();
  }

  /**
   * Records that the listener has read bytes.
   * @param allowed the time that it may have needed for them, ms
   * @param isWaiting true when more bytes wait for the listener
   * @returns the time by which the listener is behind now, ms
   */
  recordRead(allowed: number, isWaiting: boolean): number {
    const now = this.#now();
    this.#lagMs = Math.max(0, this.#lagMs + now - (this.#sinceMs ?? now) - allowed);
    this.#sinceMs = isWaiting ? now : undefined;
    return this.#lagMs;
  }
}
