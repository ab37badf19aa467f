import { createRequire } from 'node:module';

/** The formats of a line. `auto` in the config means `pretty` at a terminal, and `json` elsewhere. */
export type LineFormat = 'json' | 'logfmt' | 'pretty';

/** The length of `"ts":"2026-01-31T12:00:00.000Z"`. */
const TIMESTAMP_LENGTH = 31;

/**
 * Returns a function that converts a line of pino, which begins with its level and its time, to the log's own format.
 * @param hasColors tells whether `pretty` lines are coloured
 */
export function lineFormatter(format: LineFormat, hasColors: boolean): (line: string) => string {
  return { json: () => timeFirst, logfmt: () => keyValueLine, pretty: () => prettyFormatter(hasColors) }[format]();
}

/** Swaps level and time. The line is not parsed, as that would cost several times as much as writing it. */
function timeFirst(line: string): string {
  const levelEnd = line.indexOf(',"ts":');
  const timeEnd = levelEnd + 1 + TIMESTAMP_LENGTH;
  return `{${line.slice(levelEnd + 1, timeEnd)},${line.slice(1, levelEnd)}${line.slice(timeEnd)}`;
}

interface ParsedLine {
  readonly ts: string;
  readonly level: string;
  readonly scope: string;
  readonly method: string;
  readonly decision: string;
  readonly ctx: object;
  readonly dur_ms?: number;
}

function keyValueLine(line: string): string {
  const { ts, level, scope, method, decision, ctx, dur_ms } = JSON.parse(line) as ParsedLine;
  const head = `ts=${ts} level=${level.toUpperCase()} scope=${scope} method=${method} decision=${decision}`;
  const duration = dur_ms === undefined ? '' : ` dur_ms=${Math.round(dur_ms)}`;
  return `${head} ctx=${JSON.stringify(ctx)}${duration}\n`;
}

function prettyFormatter(colorize: boolean): (line: string) => string {
  // Loaded only at a terminal: it takes memory and time at the start.
  const { prettyFactory } = createRequire(import.meta.url)('pino-pretty') as typeof import('pino-pretty');
  return prettyFactory({
    colorize,
    timestampKey: 'ts',
    translateTime: 'SYS:HH:MM:ss.l',
    messageFormat: '{scope} {method} {decision}',
    ignore: 'scope,method,decision',
    singleLine: true,
  });
}
