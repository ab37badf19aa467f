import type { DecisionLog } from '../../log/decision-log.js';
import type { EngineEvents } from '../../tts/engine-health.js';

/** Writes the faults of the embedded engines as lines of the log. */
export function engineEvents(log: DecisionLog): EngineEvents {
  return {
    engineFault: (engine, fault, language) =>
      log.write(fault === 'too_long' ? 'warn' : 'error', {
        scope: 'speech',
        method: 'engine_fault',
        decision: fault === 'too_long' ? 'degrade' : 'error',
        ctx: { engine, reason: fault, language },
      }),
  };
}
