import { write } from 'node:fs';
import type { LiveConfig } from '../config/live-config.js';
import { ConfigError } from '../config/load.js';
import type { DecisionLog } from '../log/decision-log.js';

const STANDARD_ERROR = 2;

/**
 * Reloads the config and applies the keys that may change while the server runs. One line of the log reports the
 * result; problems are also written to standard error, with the values. A change of a file that gives the same result
 * as the load before gets no line.
 */
export function reloadConfig(live: LiveConfig, log: DecisionLog, reason: 'signal' | 'file'): void {
  const startedAt = performance.now();
  const { applied, needRestart, problems, hasChanged } = live.reload();
  if (reason === 'file' && !hasChanged) return;
  log.setLevel(live.current.logging.level);
  const line = { scope: 'config', method: 'reload', dur_ms: performance.now() - startedAt };
  if (problems.length === 0) {
    log.write('info', { ...line, decision: 'complete', ctx: { reason, applied, need_restart: needRestart } });
    return;
  }
  log.write('warn', { ...line, decision: 'reject', ctx: { reason, wrong_keys: problems.map(({ key }) => key) } });
  // Not `process.stderr`, which blocks this thread while its reader is stalled.
  write(STANDARD_ERROR, `nexy: ${new ConfigError(problems).message}\nNothing was changed.\n`, () => {});
}
