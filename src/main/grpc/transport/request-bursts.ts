import type { Connection } from './connection.js';

/** Requests that may begin in one iteration of the event loop; setting up a stream takes about 20 µs. */
const MAX_BURST = 1_000;
/** A connection with fewer requests in the iteration is never closed. */
const MAX_OWN_PART = 4;

/** Finds connections that together begin too many requests in one iteration of the event loop. */
export class RequestBursts {
  readonly #ownParts = new Map<Connection, number>();
  #begun = 0;

  /** Counts a request. @returns true when its connection is to be closed */
  add(connection: Connection, maxStreamsPerConnection: number): boolean {
    if (this.#begun === 0) setImmediate(() => this.#startOver());
    this.#begun++;
    const ownPart = (this.#ownParts.get(connection) ?? 0) + 1;
    this.#ownParts.set(connection, ownPart);
    return this.#begun > Math.max(MAX_BURST, maxStreamsPerConnection) && ownPart > MAX_OWN_PART;
  }

  #startOver(): void {
    this.#begun = 0;
    this.#ownParts.clear();
  }
}
