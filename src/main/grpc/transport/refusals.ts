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

/**
 * Counts refusals and logs them, one line a reason however many there were since the last `flush`: a flood of connections must not
 * become a flood of lines.
 */
export class Refusals {
  readonly #counts = new Map<RefusalReason, number>();
  readonly #log: DecisionLog;

  constructor(log: DecisionLog) {
    this.#log = log;
  }

  count(reason: RefusalReason): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  flush(): void {
    for (const [reason, count] of this.#counts) {
      this.#log.write('warn', { scope: 'grpc', method: 'transport', decision: 'reject', ctx: { reason, count } });
    }
    this.#counts.clear();
  }
}
