import type { DecisionLog } from '../../log/decision-log.js';
import type { PoolEvents } from '../../pool/pool-options.js';

/** Returns the events of pools that write lines to the log. */
export function poolEvents(log: DecisionLog): PoolEvents {
  const scope = 'workers';
  return {
    workerLost: (pool, reason) =>
      log.write('error', { scope, method: 'worker_lost', decision: 'retry', ctx: { pool, reason } }),
    workerReplaced: (pool, dur_ms) =>
      log.write('info', { scope, method: 'worker_replaced', decision: 'complete', ctx: { pool }, dur_ms }),
    workerError: (pool, cause) =>
      log.write('error', { scope, method: 'worker_error', decision: 'error', ctx: { pool, cause } }),
  };
}
