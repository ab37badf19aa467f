import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError } from '../../shared/errors.js';
import type { ActiveSession } from '../sessions/registry.js';
import type { CallWriter } from './writer.js';

/** Longer timers overflow and fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Cancels a session when its client is gone, its deadline has passed, or nothing was sent for too long. */
export class CallWatch {
  readonly #idle: NodeJS.Timeout;
  readonly #deadline: NodeJS.Timeout | undefined;

  constructor(
    call: ServerWritableStream<unknown, Buffer>,
    writer: CallWriter,
    session: ActiveSession,
    idleTimeoutMs: number,
  ) {
    void writer.closed.then(() => session.cancel(new NexyError('cancelled_by_user')));
    const expire = (): void => session.cancel(new NexyError('timeout'));
    this.#idle = setTimeout(expire, idleTimeoutMs);
    // gRPC's own deadline waits behind data that a slow client does not take; the turn must not.
    const remainingMs = Number(call.getDeadline()) - Date.now();
    if (remainingMs < MAX_TIMER_MS) this.#deadline = setTimeout(expire, Math.max(0, remainingMs));
  }

  /** Something was sent. */
  touch(): void {
    this.#idle.refresh();
  }

  stop(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#deadline);
  }
}
