import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError } from '../../shared/errors.js';
import { deadlineOf } from './deadline.js';
import { http2StreamOf } from './internals.js';
import type { CallWriter } from './writer.js';

/** The work of one call. */
export interface Cancellable {
  /** Cancels the work with `reason`; only the first reason counts. */
  cancel(reason: NexyError): void;
}

/** Cancels the work of a call when its stream has closed, its deadline has passed, or nothing was sent for too long. */
export class CallWatch {
  readonly #idle: NodeJS.Timeout | undefined;
  readonly #stopDeadline: () => void;

  /** @param idleTimeoutMs the longest time in which nothing is sent; 0 = no limit */
  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    writer: Pick<CallWriter, 'closed'>,
    work: Cancellable,
    idleTimeoutMs: number,
  ) {
    const deadline = deadlineOf(http2StreamOf(call));
    void writer.closed.then(() => {
      // Clients reset a call when its deadline passes; such a reset is not a cancel by the user.
      work.cancel(new NexyError(deadline.explainsCancel ? 'timeout' : 'cancelled_by_user'));
    });
    const expire = (): void => work.cancel(new NexyError('timeout'));
    if (idleTimeoutMs > 0) this.#idle = setTimeout(expire, idleTimeoutMs);
    this.#stopDeadline = deadline.onPassed(expire);
  }

  /** Restarts the idle timeout, because something was sent. */
  touch(): void {
    this.#idle?.refresh();
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.#stopDeadline();
  }
}
