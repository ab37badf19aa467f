const WINDOW_MS = 1_000;

/** Counts the requests of each device in any sliding second. */
export class MessageRate {
  readonly #limit: () => number;
  readonly #now: () => number;
  /**
   * The latest arrival times of each device, as many as the limit, oldest first. The devices are in the order of their
   * last arrival, so that stale ones come first.
   */
  readonly #arrivals = new Map<string, number[]>();

  /** @param limit returns the number of requests allowed in any second; called at each request; 0 = no limit */
  constructor(limit: () => number, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
  }

  /**
   * Counts a request; refused requests count too, as they were sent. @returns false when the request exceeds the limit
   */
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

  /** The number of devices that are remembered. */
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
