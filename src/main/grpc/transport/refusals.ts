import type { DecisionLog } from '../../log/decision-log.js';

/** The reason for closing a connection, or refusing a request, before its message was read. */
export type RefusalReason =
  | 'accept_failed'
  | 'connections'
  | 'connections_per_address'
  | 'handshake_timeout'
  | 'keepalive_timeout'
  | 'protocol_error'
  | 'burst'
  | 'resets'
  | 'waiting_streams'
  | 'tiny_frames'
  | 'content_type'
  | 'malformed_timeout'
  | 'request_timeout'
  | 'unfinished_bytes';

/** The shortest time between two writes to the log, ms. */
const WRITE_MS = 1_000;

/** Counts refusals, and logs each reason at most once a second: a flood of connections must not flood the log. */
export class Refusals {
  readonly #counts = new Map<RefusalReason, number>();
  readonly #log: DecisionLog;
  #writtenMs = 0;

  constructor(log: DecisionLog) {
    this.#log = log;
  }

  count(reason: RefusalReason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** Tells whether refusals are not logged yet. */
  get areWaiting(): boolean {
    return this.#counts.size > 0;
  }

  /** Logs the counts, unless the last lines are less than a second old. */
  write(): void {
    if (this.#counts.size > 0 && performance.now() - this.#writtenMs >= WRITE_MS) this.flush();
  }

  /** Logs the counts now. */
  flush(): void {
    for (const [reason, count] of this.#counts) {
      this.#log.write('warn', { scope: 'grpc', method: 'transport', decision: 'reject', ctx: { reason, count } });
    }
    this.#counts.clear();
    this.#writtenMs = performance.now();
  }
}
