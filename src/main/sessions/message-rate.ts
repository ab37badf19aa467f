const WINDOW_MS = 1_000;

/** Counts what each device sends in any sliding second. */
export class MessageRate {
  readonly #limit: () => number;
  readonly #now: () => number;
  /**
   * Last arrivals by device, as many as the limit, oldest first; devices in the order of their last arrival, so that
   * stale ones stand in front.
   */
  readonly #arrivals = new Map<string, number[]>();

  /** @param limit requests in any second, asked for at each; 0 = off */
  constructor(limit: () => number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Counts a request; false when it is one too many. Refused requests count too: they were sent. */
  allows(hardwareId: string): boolean {
    const limit = this.#limit();
    if (limit === 0) {
      this.#arrivals.clear();
      return true;
    }
    const now = this.#now();
    this.#dropStale(now);
    const arrivals = this.#arrivals.get(hardwareId) ?? [];
    const oldest = arrivals.at(-limit);
    arrivals.push(now);
    while (arrivals.length > limit) arrivals.shift();
    this.#arrivals.delete(hardwareId);
    this.#arrivals.set(hardwareId, arrivals);
    return oldest === undefined || now - oldest >= WINDOW_MS;
  }

  /** Devices it remembers. */
  get devices(): number {
    return this.#arrivals.size;
  }

  #dropStale(now: number): void {
    for (const [device, arrivals] of this.#arrivals) {
      if (now - (arrivals.at(-1) ?? 0) < WINDOW_MS) return;
      this.#arrivals.delete(device);
    }
  }
}
