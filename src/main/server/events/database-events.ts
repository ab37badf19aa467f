import type { DecisionContext, DecisionLog, LogLevel } from '../../log/decision-log.js';
import type { LedgerEvents } from '../../store/usage/usage-ledger.js';

export interface DatabaseEvents extends LedgerEvents {
  changed(state: 'ready' | 'away', reason: string | undefined): void;
  progress(step: string): void;
  migrated(name: string): void;
  exited(why: string): void;
  spoolDamaged(file: string, bytes: number): void;
}

/** Writes the events of the database as lines of the log. */
export function databaseEvents(log: DecisionLog): DatabaseEvents {
  const write = (
    level: LogLevel,
    method: string,
    decision: 'start' | 'complete' | 'degrade' | 'error',
    ctx: DecisionContext,
  ) => log.write(level, { scope: 'database', method, decision, ctx });
  return {
    changed: (state, reason) => {
      if (state === 'ready') write('info', 'connect', 'complete', {});
      else write('warn', 'connect', 'degrade', { reason: 'away', ...(reason === undefined ? {} : { detail: reason }) });
    },
    progress: (step) => write('info', 'create', 'start', { detail: step }),
    migrated: (name) => write('info', 'migrate', 'complete', { detail: name }),
    exited: (why) => write('warn', 'embedded', 'degrade', { reason: 'exited', detail: why }),
    spoolDamaged: (file, bytes) => write('warn', 'spool', 'degrade', { reason: 'torn', count: bytes, detail: file }),
    drained: (rows) => write('info', 'spool', 'complete', { count: rows }),
    drainFailed: (cause) => write('error', 'spool', 'degrade', { cause }),
  };
}
