import type { Connection } from './connection.js';

/**
 * The number of open streams without a lease that may exist over all connections. Each takes about 10 KB, and all their
 * clients may disconnect at the same moment.
 */
const MAX_UNADMITTED = 2_000;
/** The number of such streams up to which a connection is never closed. */
const MAX_PER_CONNECTION = 50;

/**
 * Counts the streams that admission does not limit: those without a complete message, watches of the health service,
 * and replies that their clients do not read.
 */
export class UnadmittedStreams {
  #count = 0;

  opened(connection: Connection): void {
    connection.streams++;
    this.#count++;
  }

  /** Stops counting a stream, because its call was admitted. */
  admitted(): void {
    this.#count--;
  }

  /** @param wasAdmitted true when the call of the stream was admitted */
  closed(connection: Connection, wasAdmitted: boolean): void {
    connection.streams--;
    if (!wasAdmitted) this.#count--;
  }

  /** Tells whether there are too many of these streams, and many of them on this connection. */
  exceedsLimit(connection: Connection): boolean {
    return this.#count > MAX_UNADMITTED && connection.unadmittedStreams > MAX_PER_CONNECTION;
  }
}
