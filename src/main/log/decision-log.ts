import { type DestinationStream, pino } from 'pino';
import type { Config } from '../../shared/config/schema.js';
import type { ErrorType, ValidationReason } from '../../shared/errors.js';
import { describeCause } from './describe-cause.js';
import { orderedLine } from './line-format.js';

export type Decision = 'start' | 'complete' | 'abort' | 'reject' | 'retry' | 'degrade' | 'error';

/**
 * What a line may say: these keys and no others. There is none for a prompt, an answer, a picture or a secret; causes go
 * through `describeCause`.
 */
export interface DecisionContext {
  readonly hardware_id?: string;
  readonly session_id?: string;
  readonly error_type?: ErrorType;
  readonly error_reason?: ValidationReason;
  readonly error_classified?: 'transient';
  readonly cause?: unknown;
  readonly stalled?: boolean;
  /** What was done less well than asked. */
  readonly degraded?: string;
  /** What was not done at all. */
  readonly refused?: string;
  /** A command of the model, by its name in our own table, and the argument of it that was wrong. */
  readonly command?: string;
  readonly argument?: string;
  readonly forwarded?: string;
  readonly silence?: string | undefined;
  /** Language of the speech, as chosen by the server. */
  readonly language?: string;
  readonly engine?: string | undefined;
  readonly sentences?: number;
  readonly audio_ms?: number;
  readonly first_text_ms?: number;
  readonly first_audio_ms?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  /** A server that answers or speaks, by its name in the config, and who is asked in its place. */
  readonly provider?: string;
  readonly next?: string;
  /** HTTP status of a provider's reply. */
  readonly status?: number;
  /** Name of an environment variable. */
  readonly variable?: string;
  readonly model?: string;
  readonly pool?: string;
  readonly reason?: string;
  /** How many of them there were since the last line. */
  readonly count?: number;
  readonly streams?: number;
  /** Where gRPC listens. */
  readonly grpc?: string;
  readonly cpu_threads?: number;
  readonly io_threads?: number;
  readonly p95_latency_ms?: Readonly<Record<string, number>>;
  readonly error_rate?: Readonly<Record<string, number>>;
  readonly backpressure_refusal_rate?: number;
  readonly phrase_cache?: Readonly<Record<'hit_rate' | 'bytes' | 'phrases', number>>;
  readonly decision_rate?: Readonly<Record<string, number>>;
  /** By pool: how long its tasks waited for a thread, and kept it. */
  readonly pools?: Readonly<Record<string, object>>;
  /** Keys of the config, never their values: whose new value is in force, ... */
  readonly applied?: readonly string[];
  /** ... whose new value waits for a restart, ... */
  readonly need_restart?: readonly string[];
  /** ... and those that are wrong. */
  readonly wrong_keys?: readonly string[];
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

  /** The least severe line that is written from now on. */
  setLevel(level: Config['logging']['level']): void {
    this.#pino.level = level;
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
