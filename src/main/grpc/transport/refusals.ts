import type { DecisionLog } from '../../log/decision-log.js';

/** Why a connection was closed, or a request refused, before its message was read. */
export type RefusalReason =
  | 'connections'
  | 'connections_per_address'
  | 'handshake_timeout'
  | 'protocol_error'
  | 'burst'
  | 'resets'
  | 'tiny_frames'
  | 'content_type'
  | 'malformed_timeout'
  | 'request_timeout'
  | 'unfinished_bytes';

/** Lines are written no more often than this, ms. */
const WRITE_MS = 1_000;

/**
 * Counts refusals and logs them, a line for each reason however many there were since the last one: a flood of connections must not
 * become a flood of lines.
 */
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

  /** Writes what was counted, unless something was written less than a second ago. */
  write(): void {
    if (this.#counts.size > 0 && performance.now() - this.#writtenMs >= WRITE_MS) this.flush();
  }

  flush(): void {
    for (const [reason, count] of this.#counts) {
      this.#log.write('warn', { scope: 'grpc', method: 'transport', decision: 'reject', ctx: { reason, count } });
    }
    this.#counts.clear();
    this.#writtenMs = performance.now();
  }
}
