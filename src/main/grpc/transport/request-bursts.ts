import type { Connection } from './connection.js';

/** The number of requests that may begin in one iteration of the event loop; setting up a stream takes about 20 µs. */
const MAX_BURST = 1_000;
/**
 * The number of requests in one iteration up to which a connection is never closed, and as many more for each of its
 * running calls. Closing the connection would end these calls, and a proxy has the calls of many clients. Admission
 * limits the running calls.
 */
const MAX_PER_CONNECTION = 4;

/** Finds connections that together begin too many requests in one iteration of the event loop. */
export class RequestBursts {
  readonly #requestsByConnection = new Map<Connection, number>();
  #requests = 0;

  /** Counts a request. @returns true when its connection is to be closed */
  add(connection: Connection, maxStreamsPerConnection: number): boolean {
    if (this.#requests === 0) setImmediate(() => this.#resetCounts());
    this.#requests++;
    const ownPart = (this.#requestsByConnection.get(connection) ?? 0) + 1;
    this.#requestsByConnection.set(connection, ownPart);
    const maxOwnPart = MAX_PER_CONNECTION * (1 + connection.runningCalls.size);
    return this.#requests > Math.max(MAX_BURST, maxStreamsPerConnection) && ownPart > maxOwnPart;
  }

  #resetCounts(): void {
    this.#requests = 0;
    this.#requestsByConnection.clear();
  }
}
