import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError } from '../../shared/errors.js';
import { deadlineOf } from './deadline.js';
import { CALL_EXPIRY, type Expiring } from './expiry-watch.js';
import { http2StreamOf } from './internals.js';
import type { CallWriter } from './writer.js';

/** The work of one call. */
export interface Cancellable {
  /** Cancels the work with `reason`; only the first reason counts. */
  cancel(reason: NexyError): void;
}

/** Cancels the work of a call when its stream has closed, its deadline has passed, or nothing was sent for too long. */
export class CallWatch implements Expiring {
  readonly #work: Cancellable;
  readonly #idleTimeoutMs: number;
  readonly #stopDeadline: () => void;
  /** The time at which something was last sent, ms. */
  #touchedMs = performance.now();

  /** @param idleTimeoutMs the longest time in which nothing is sent; 0 = no limit */
  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    writer: Pick<CallWriter, 'closed'>,
    work: Cancellable,
    idleTimeoutMs: number,
  ) {
    this.#work = work;
    this.#idleTimeoutMs = idleTimeoutMs;
    const deadline = deadlineOf(http2StreamOf(call));
    void writer.closed.then(() => {
      // Clients reset a call when its deadline passes; such a reset is not a cancel by the user.
      work.cancel(new NexyError(deadline.explainsCancel ? 'timeout' : 'cancelled_by_user'));
    });
    if (idleTimeoutMs > 0) CALL_EXPIRY.add(this);
    this.#stopDeadline = deadline.onPassed(() => this.expire());
  }

  /** Restarts the idle timeout, because something was sent. */
  touch(): void {
    this.#touchedMs = performance.now();
  }

  get expiresAtMs(): number {
    return this.#touchedMs + this.#idleTimeoutMs;
  }

  /** Cancels the work: nothing was sent for too long, or the deadline has passed. */
  expire(): void {
    this.#work.cancel(new NexyError('timeout'));
  }

  stop(): void {
    CALL_EXPIRY.remove(this);
    this.#stopDeadline();
  }
}
