import type { ServerHttp2Session } from 'node:http2';

/**
 * Destroys sessions, one in each iteration of the event loop, as one may have a thousand streams, and each takes 30 µs. Never within an
 * event of the session: Node 22 crashes when a session is destroyed between two frames.
 */
export class Endings {
  readonly #waiting: (() => void)[] = [];

  /** The session ends with an HTTP/2 error code, soon. */
  add(session: ServerHttp2Session, code: number): void {
    // Without an error Node sends NO_ERROR, whatever the code.
    const end = (): void => session.destroy(new Error(`connection closed with HTTP/2 error ${code}`), code);
    if (this.#waiting.push(end) === 1) setImmediate(() => this.#endNext());
  }

  #endNext(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#endNext());
  }
}
