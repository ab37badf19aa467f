import type { DecisionLog } from '../log/decision-log.js';
import type { Module } from '../modules.js';
import type { WorkerPool } from '../pool/worker-pool.js';

export const SCREENSHOTS = 'screenshots';

/** The module that prepares screenshots for the model: without it turns go on without their pictures. */
export function screenshotModule(pool: WorkerPool, log: DecisionLog): Module {
  return {
    name: SCREENSHOTS,
    required: false,
    start: async () => {
      const { failures } = await pool.warm();
      for (const { reason } of failures) {
        log.write('warn', { scope: SCREENSHOTS, method: 'load_decoder', decision: 'degrade', ctx: { reason } });
      }
      if (failures.length > 0) throw new Error('the picture decoder could not be loaded');
    },
    stop: () => pool.close(),
  };
}
