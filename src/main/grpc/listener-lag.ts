/** Bytes without sound that a listener must take in a second: slower than any connection that a person waits at. */
const MIN_BYTES_PER_SECOND = 1_024;

/** How long a message of `bytes` may take a listener, ms: as long as it plays, or as the slowest connection needs for it. */
export function allowedMs(bytes: number, playsMs: number): number {
  return playsMs > 0 ? playsMs : (bytes * 1000) / MIN_BYTES_PER_SECOND;
}

/**
 * Measures how far a listener has fallen behind real time. It counts only while something waits for the listener, and a listener
 * that is ahead starts at zero again: how fast it took earlier audio excuses nothing later.
 */
export class ListenerLag {
  readonly #now: () => number;
  /** Start of the time that is not accounted for yet, ms; undefined = nothing waits. */
  #sinceMs: number | undefined;
  #lagMs = 0;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Something waits for the listener from now on. */
  waits(): void {
    this.#sinceMs ??= this.#now();
  }

  /**
   * The listener took something.
   * @param allowed how long it may have taken, ms
   * @param waits more waits for it
   * @returns how far it is behind now, ms
   */
  took(allowed: number, waits: boolean): number {
    const now = this.#now();
    this.#lagMs = Math.max(0, this.#lagMs + now - (this.#sinceMs ?? now) - allowed);
    this.#sinceMs = waits ? now : undefined;
    return this.#lagMs;
  }
}
