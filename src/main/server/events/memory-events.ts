import type { DecisionLog } from '../../log/decision-log.js';
import type { MemoryEvents } from '../../memory/device-memory.js';
import type { UsageSink } from '../../usage/usage-sink.js';

/** Writes the events of memory as lines of the log. */
export function memoryEvents(log: DecisionLog, usage: UsageSink): MemoryEvents {
  const scope = 'memory';
  const degrade = (method: string, hardware_id: string, reason: string, cause?: unknown): void =>
    log.write('warn', {
      scope,
      method,
      decision: 'degrade',
      ctx: { hardware_id, reason, ...(cause instanceof Error ? { cause } : {}) },
    });
  return {
    recallFailed: (hardwareId, reason, cause) => degrade('recall', hardwareId, reason, cause),
    rewritten: (hardwareId, cost) => {
      log.write('info', { scope, method: 'rewrite', decision: 'complete', ctx: { hardware_id: hardwareId } });
      if (cost.model !== '') usage.record({ source: 'memory_analyzer', hardwareId, sessionId: '', ...cost });
    },
    rewriteFailed: (hardwareId, reason, cause) => degrade('rewrite', hardwareId, reason, cause),
    rewriteDropped: (hardwareId) => degrade('rewrite', hardwareId, 'dropped'),
  };
}
