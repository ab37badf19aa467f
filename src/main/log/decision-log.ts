import { type DestinationStream, pino } from 'pino';
import type { Config } from '../../shared/config/schema.js';
import type { ErrorReason, ErrorType } from '../../shared/errors.js';
import { settledWithin } from '../in-time.js';
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
  readonly error_reason?: ErrorReason;
  readonly error_classified?: 'transient';
  readonly cause?: unknown;
  readonly stalled?: boolean;
  /** How far a listener had fallen behind real time. */
  readonly lag_ms?: number;
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
  /** The provider's own name for an error: one word, or an HTTP status. */
  readonly provider_code?: string;
  /** Advice to the operator: fixed text with names from the config. */
  readonly hint?: string;
  /** Name of an environment variable. */
  readonly variable?: string;
  readonly model?: string;
  readonly pool?: string;
  readonly reason?: string;
  /** More about a reason, in words of this program only. */
  readonly detail?: string;
  /** What a speech server sent: format, Hz, dB of full scale. */
  readonly format?: string;
  readonly sample_rate?: number;
  readonly level_dbfs?: number;
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
  /** Lines of the log that a slow reader left no room for. */
  readonly dropped_lines?: number;
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
  /** Gives up what has not been written. */
  destroy?(): void;
  on?(event: 'drop', onDrop: () => void): unknown;
}

/** Bytes of lines that may wait for a slow reader; further lines are dropped. */
const MAX_WAITING_BYTES = 8_388_608;

/** One line a decision: `ts level scope method decision ctx dur_ms`. */
export class DecisionLog {
  readonly #sink: LogSink;
  readonly #pino: ReturnType<typeof pino>;
  readonly #counts = new Map<Decision, number>();
  #dropped = 0;

  /**
   * @param sink where lines go; standard error by default, so that standard output stays the program's. Written without
   * blocking: `close` before the process exits (pino's sink flushes only when it has a `minLength`).
   */
  constructor(logging: Config['logging'], sink: LogSink = standardError()) {
    this.#sink = sink;
    sink.on?.('drop', () => this.#dropped++);
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

  /**
   * Writes every line so far, for at most `timeoutMs`: what a reader that stands still has not taken by then is given up, because
   * the process would wait for it at its exit. The last call.
   */
  async close(timeoutMs: number): Promise<void> {
    const flushed = new Promise<void>((resolve) => (this.#sink.flush ? this.#sink.flush(() => resolve()) : resolve()));
    if (!(await settledWithin(timeoutMs, flushed))) this.#sink.destroy?.();
  }

  /** Lines since the last call that a slow reader left no room for. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** Decisions since the last call, by type. */
  takeCounts(): Record<string, number> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts.clear();
    return counts;
  }
}

function standardError(): LogSink {
  return pino.destination({ fd: 2, sync: false, minLength: 1, maxLength: MAX_WAITING_BYTES });
}
