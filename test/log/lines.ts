import { type DecisionLine, DecisionLog, type LogLevel } from '../../src/main/log/decision-log.js';

type Logging = ConstructorParameters<typeof DecisionLog>[0];

/** Creates a log that collects its lines. */
export function collectingLog(logging: Partial<Logging> = {}): { log: DecisionLog; lines: string[] } {
  const lines: string[] = [];
  const config = { level: 'info', format: 'json', metrics_interval_seconds: 60, ...logging } as const;
  return { lines, log: new DecisionLog(config, { write: (line) => void lines.push(line) }) };
}

/** Returns the single line that the log writes for `line`. */
export function lineOf(line: DecisionLine, logging: Partial<Logging> = {}, level: LogLevel = 'info'): string {
  const { log, lines } = collectingLog(logging);
  log.write(level, line);
  if (lines.length !== 1) throw new Error(`${lines.length} lines were written`);
  return lines[0] ?? '';
}
