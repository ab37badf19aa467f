import type { ServerHttp2Session } from 'node:http2';

/** After a session was destroyed, the event loop is left to others for so many times as long. */
const REST_FACTOR = 2;

/**
 * Destroys sessions one by one, with rests in between: one may have a thousand streams, and each takes 20 µs. Never within an event of
 * the session: Node 22 crashes when a session is destroyed between two frames.
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
    const beganMs = performance.now();
    this.#waiting[0]?.();
    this.#waiting.shift();
    if (this.#waiting.length === 0) return;
    const restMs = REST_FACTOR * (performance.now() - beganMs);
    if (restMs < 1) setImmediate(() => this.#endNext());
    else setTimeout(() => this.#endNext(), restMs);
  }
}
