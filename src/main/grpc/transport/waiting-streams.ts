import type { Connection } from './connection.js';

/** Open streams without a place, over all connections. Each takes about 10 KB, and all their clients may leave at the same moment. */
const MAX_WAITING = 2_000;
/** A connection with no more of them is never closed. */
const MAX_OWN_PART = 50;

/**
 * Counts the streams that admission does not bound: those without a whole message, watches of the health service, and replies that their
 * clients do not read.
 */
export class WaitingStreams {
  #count = 0;

  opened(connection: Connection): void {
    connection.streams++;
    this.#count++;
  }

  /** A stream got its place. */
  admitted(): void {
    this.#count--;
  }

  /** @param hadPlace its call was admitted */
  closed(connection: Connection, hadPlace: boolean): void {
    connection.streams--;
    if (!hadPlace) this.#count--;
  }

  /** There are too many of them, and many on this connection. */
  areTooMany(connection: Connection): boolean {
    return this.#count > MAX_WAITING && connection.waitingStreams > MAX_OWN_PART;
  }
}
