import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Endings } from './endings.js';

/** The connection of one client: its HTTP/2 session and its counters. */
export class Connection {
  readonly session: ServerHttp2Session;
  readonly address: string;
  readonly acceptedMs = performance.now();
  /** Streams that the client reset, or that were reset because the client broke HTTP/2. */
  readonly resets = new PerSecond();
  /** DATA frames of a few bytes. */
  readonly tinyFrames = new PerSecond();
  /** Calls of our own service that have reached their handlers. */
  readonly runningCalls = new Set<ServerHttp2Stream>();
  /** Streams whose message has not arrived whole. */
  readonly unfinished = new Set<ServerHttp2Stream>();
  readonly #endings: Endings;

  constructor(session: ServerHttp2Session, address: string, endings: Endings) {
    this.session = session;
    this.address = address;
    this.#endings = endings;
  }

  /** Closes the connection gracefully: the client gets GOAWAY with NO_ERROR, and may connect again. Calls end after `timeoutMs`. */
  closeGracefully(timeoutMs: number): void {
    this.session.close();
    setTimeout(() => this.session.destroy(), timeoutMs).unref();
  }

  /** Closes the connection and all its streams with an HTTP/2 error code. May be called while frames are being received. */
  destroy(code: number): void {
    const { session } = this;
    if (session.closed || session.destroyed) return;
    session.goaway(code);
    // Further streams are refused from now on.
    session.close();
    this.#endings.add(session, code);
  }
}

/** Counts events by the second. */
export class PerSecond {
  #second = 0;
  #count = 0;

  /** Counts one event. @returns the events of the current second, this one included */
  add(): number {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    return ++this.#count;
  }
}
