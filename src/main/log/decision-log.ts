import { type DestinationStream, pino } from 'pino';
import type { Config } from '../../shared/config/schema.js';
import { describeCause } from './describe-cause.js';
import { orderedLine } from './line-format.js';

export type Decision = 'start' | 'complete' | 'abort' | 'reject' | 'retry' | 'degrade' | 'error';

/**
 * What a line may say: an allow-list. There is no key for a prompt, an answer, a picture or a secret, so none is logged;
 * causes go through `describeCause`.
 */
export interface DecisionContext {
  readonly rpc?: string;
  readonly hardware_id?: string;
  readonly session_id?: string;
  readonly error_type?: string;
  readonly error_reason?: string | undefined;
  readonly error_classified?: 'transient' | 'permanent';
  readonly cause?: unknown;
  readonly grpc_code?: number;
  readonly [counter: string]: unknown;
}

export interface DecisionLine {
  readonly scope: string;
  readonly method: string;
  readonly decision: Decision;
  readonly ctx?: DecisionContext;
  readonly dur_ms?: number;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogSink extends DestinationStream {
  /** Calls back when everything has been written. */
  flush?(done: (error?: Error) => void): void;
}

/** One line a decision: `ts level scope method decision ctx dur_ms`. */
export class DecisionLog {
  readonly #sink: LogSink;
  readonly #pino: ReturnType<typeof pino>;
  readonly #counts = new Map<Decision, number>();

  /**
   * @param sink where lines go; standard error by default, so that standard output stays the program's. Written without
   * blocking: `flush` before the process exits (which pino's sink only does when it has a `minLength`).
   */
  constructor(logging: Config['logging'], sink: LogSink = pino.destination({ fd: 2, sync: false, minLength: 1 })) {
    this.#sink = sink;
    const ordered: DestinationStream = { write: (line) => sink.write(orderedLine(line, logging.format)) };
    this.#pino = pino(
      {
        level: logging.level,
        base: null,
        timestamp: () => `,"ts":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      ordered,
    );
  }

  write(level: LogLevel, line: DecisionLine): void {
    this.#counts.set(line.decision, (this.#counts.get(line.decision) ?? 0) + 1);
    if (!this.#pino.isLevelEnabled(level)) return;
    const { ctx, dur_ms, ...head } = line;
    const { cause, ...context } = ctx ?? {};
    this.#pino[level]({
      ...head,
      ctx: cause === undefined ? context : { ...context, ...describeCause(cause) },
      ...(dur_ms === undefined ? {} : { dur_ms: Math.round(dur_ms * 100) / 100 }),
    });
  }

  /** Settles when every line so far has been written. */
  async flush(): Promise<void> {
    await new Promise<void>((resolve) => (this.#sink.flush ? this.#sink.flush(() => resolve()) : resolve()));
  }

  /** Decisions since the last call, by type. */
  takeCounts(): Record<string, number> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts.clear();
    return counts;
  }
}
