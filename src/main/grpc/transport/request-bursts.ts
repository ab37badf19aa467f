import type { Connection } from './connection.js';

/** Requests that may begin in one turn of the event loop: setting up a stream takes some 20 µs. */
const MAX_BURST = 1_000;
/** Connections that took no greater part in a burst are not to blame for it. */
const MAX_OWN_PART = 4;

/** Finds the connections that together begin more requests in one turn of the event loop than the main thread can bear. */
export class RequestBursts {
  readonly #ownParts = new Map<Connection, number>();
  #begun = 0;

  /** @returns whether the connection is to be closed */
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
