import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError } from '../../shared/errors.js';
import { deadlineOf } from './deadline.js';
import { http2StreamOf } from './internals.js';
import type { CallWriter } from './writer.js';

/** The work of one call. */
export interface Cancellable {
  /** Ends the work with `reason`; the first reason counts. */
  cancel(reason: NexyError): void;
}

/** Cancels the work of a call when the client is gone, the deadline has passed, or nothing was sent for too long. */
export class CallWatch {
  readonly #idle: NodeJS.Timeout | undefined;
  readonly #stopDeadline: () => void;

  /** @param idleTimeoutMs longest time without anything sent; 0 = no limit */
  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    writer: Pick<CallWriter, 'closed'>,
    work: Cancellable,
    idleTimeoutMs: number,
  ) {
    const deadline = deadlineOf(http2StreamOf(call));
    void writer.closed.then(() => {
      // Clients reset a call when its deadline passes: the user did not cancel it.
      work.cancel(new NexyError(deadline.explainsCancel ? 'timeout' : 'cancelled_by_user'));
    });
    const expire = (): void => work.cancel(new NexyError('timeout'));
    if (idleTimeoutMs > 0) this.#idle = setTimeout(expire, idleTimeoutMs);
    this.#stopDeadline = deadline.onPassed(expire);
  }

  /** Something was sent. */
  touch(): void {
    this.#idle?.refresh();
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.#stopDeadline();
  }
}
