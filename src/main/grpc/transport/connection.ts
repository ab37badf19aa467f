import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import type { Endings } from './endings.js';

/** Time in which the last bytes of a closed session go out; its socket is closed after it, even when the client keeps its end open, ms. */
const CLOSE_MS = 1_000;

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
  readonly #socket: Socket;
  readonly #endings: Endings;

  constructor(session: ServerHttp2Session, socket: Socket, address: string, endings: Endings) {
    this.session = session;
    this.#socket = socket;
    this.address = address;
    this.#endings = endings;
  }

  /** A call of our own service runs, or is on its way. */
  get isBusy(): boolean {
    return this.runningCalls.size > 0 || this.unfinished.size > 0;
  }

  /** Closes the connection gracefully: the client gets GOAWAY with NO_ERROR, and may connect again. What it has begun is finished. */
  closeGracefully(): void {
    this.session.close();
    const check = setInterval(() => {
      if (this.isBusy) return;
      if (this.session.destroyed) this.cutOff();
      else this.session.destroy();
    }, CLOSE_MS).unref();
    this.#socket.once('close', () => clearInterval(check));
  }

  /** Closes the connection and all its calls, without an error. */
  closeNow(): void {
    this.session.close();
    setImmediate(() => this.session.destroy());
  }

  /** Closes the socket; nothing more is sent. */
  cutOff(): void {
    this.#socket.destroy();
  }

  /** Closes the connection and all its streams with an HTTP/2 error code. May be called while frames are being received. */
  destroy(code: number): void {
    const { session } = this;
    if (session.closed || session.destroyed) return;
    session.goaway(code);
    // Further streams are refused from now on.
    session.close();
    this.#endings.add(() => {
      // Without an error Node sends NO_ERROR, whatever the code.
      session.destroy(new Error(`connection closed with HTTP/2 error ${code}`), code);
      setTimeout(() => this.cutOff(), CLOSE_MS).unref();
    });
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
