import type { ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';

/** Schedules the end of a session: `end` destroys it, and must be called outside of the session's events. */
export type OnEnding = (connection: Connection, end: () => void) => void;

/** The connection of one client: its HTTP/2 session and its counters. */
export class Connection {
  readonly session: ServerHttp2Session;
  readonly address: string;
  readonly acceptedMs = performance.now();
  /** Counts streams that the client reset, or that were reset because the client violated HTTP/2. */
  readonly resets = new EventsPerSecond();
  /** Counts DATA frames of a few bytes. */
  readonly tinyFrames = new EventsPerSecond();
  /** The number of open streams of any kind. */
  streams = 0;
  /** The calls that hold a lease; admission limits them. */
  readonly runningCalls = new Set<ServerHttp2Stream>();
  /** The streams without a complete message. */
  readonly unfinished = new Set<ServerHttp2Stream>();
  /** The number of unfinished requests that have a time limit as a whole; a stream of messages may stay open. */
  uploads = 0;
  readonly #socket: Socket;
  readonly #onEnding: OnEnding;
  #isEnding = false;
  #endedMs: number | undefined;
  #retiredMs: number | undefined;
  /** The number of bytes that the client had sent at the last check, and the time since which there were no others, ms. */
  #heardBytes = 0;
  #heardMs = this.acceptedMs;
  /** The time of a ping that the client has not answered, ms. */
  #pingSentMs: number | undefined;

  constructor(session: ServerHttp2Session, socket: Socket, address: string, onEnding: OnEnding) {
    this.session = session;
    this.#socket = socket;
    this.address = address;
    this.#onEnding = onEnding;
  }

  /** Tells whether a call runs or a request is arriving. */
  get isBusy(): boolean {
    return this.runningCalls.size > 0 || this.uploads > 0;
  }

  /** Tells whether `destroy` has begun to end the session. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** The number of open streams without a lease: they wait for their message, or for a client that does not read. */
  get unadmittedStreams(): number {
    return this.streams - this.runningCalls.size;
  }

  /**
   * Accepts no further calls; those that have begun go on. The client gets GOAWAY with NO_ERROR, and may connect again.
   */
  retire(): void {
    this.#retiredMs = performance.now();
    if (!this.session.destroyed) this.session.goaway();
  }

  /** Tells whether a retired connection may be closed: it is not busy, and other replies had `graceMs` to be sent. */
  canClose(graceMs: number): boolean {
    return this.#retiredMs !== undefined && !this.isBusy && performance.now() - this.#retiredMs >= graceMs;
  }

  /**
   * Pings a client that has sent nothing for `silentMs`. A listener sends window updates while it reads, and needs no
   * ping. No ping can be sent on a session that its client has closed but that still has calls: there the limits of these
   * calls apply.
   * @returns false when the client has not answered for `timeoutMs`
   */
  keepAlive(silentMs: number, timeoutMs: number): boolean {
    const nowMs = performance.now();
    const { bytesRead } = this.#socket;
    if (bytesRead !== this.#heardBytes) {
      this.#heardBytes = bytesRead;
      this.#heardMs = nowMs;
    }
    if (this.#pingSentMs !== undefined) return nowMs - this.#pingSentMs < timeoutMs || this.session.closed;
    if (nowMs - this.#heardMs < silentMs || this.session.closed) return true;
    const isSent = this.session.ping(() => {
      this.#pingSentMs = undefined;
    });
    if (isSent) this.#pingSentMs = nowMs;
    return true;
  }

  /**
   * Closes the connection and all its streams with an HTTP/2 error code. May be called while frames are being received.
   */
  destroy(code: number): void {
    const { session } = this;
    if (this.#isEnding || session.destroyed) return;
    this.#isEnding = true;
    session.goaway(code);
    // The session refuses further streams from now on.
    session.close();
    // Without an error Node sends NO_ERROR instead of `code`.
    const end = (): void => session.destroy(new Error(`connection closed with HTTP/2 error ${code}`), code);
    this.#onEnding(this, end);
  }

  /** Closes the connection and all its calls, without an error. */
  closeNow(): void {
    this.session.close();
    setImmediate(() => this.session.destroy());
  }

  /**
   * Closes the socket once its session has been over for `lingerMs`. Node ends only the server's side, and waits for
   * the client, which may never end its own side.
   */
  closeSocketAfter(lingerMs: number): void {
    this.#endedMs ??= performance.now();
    if (performance.now() - this.#endedMs >= lingerMs) this.cutOff();
  }

  /** Closes the socket; nothing more is sent. */
  cutOff(): void {
    this.#socket.destroy();
  }
}

/** Counts the events of the current second. */
export class EventsPerSecond {
  #second = 0;
  #count = 0;

  /** Counts one event. @returns the number of events in the current second, this one included */
  add(): number {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#count = 0;
    this.#second = second;
    return ++this.#count;
  }
}
