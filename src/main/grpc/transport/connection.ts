import type { ServerHttp2Session } from 'node:http2';

/** A connection that was told to go keeps its socket no longer than this, ms. */
const GOODBYE_MS = 1_000;

/** One client's connection: its HTTP/2 session, and what it did lately. */
export class Connection {
  readonly session: ServerHttp2Session;
  readonly address: string;
  readonly acceptedMs = performance.now();
  /** Streams that its client, or a fault of its client, reset. */
  readonly resets = new PerSecond();
  /** DATA frames that hold next to nothing. */
  readonly tinyFrames = new PerSecond();
  /** Calls of our own service that have reached their handlers. */
  runningCalls = 0;

  constructor(session: ServerHttp2Session, address: string) {
    this.session = session;
    this.address = address;
  }

  /** Closes the connection without an error: its client may come again. */
  sendAway(): void {
    this.session.close();
    setTimeout(() => this.session.destroy(), GOODBYE_MS).unref();
  }

  /** Closes the connection at once, with an HTTP/2 error code. Its streams end with it. */
  destroy(code: number): void {
    // Without an error Node sends NO_ERROR, whatever the code.
    this.session.destroy(new Error(`connection closed with HTTP/2 error ${code}`), code);
  }
}

/** Counts events by the second. */
export class PerSecond {
  #second = 0;
  #count = 0;

  /** @returns how many there were in this second, with this one */
  add(): number {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    return ++this.#count;
  }
}
