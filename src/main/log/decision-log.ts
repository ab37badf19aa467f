import { isatty } from 'node:tty';
import { type DestinationStream, pino } from 'pino';
import type { Config } from '../../shared/config/schema.js';
import type { ErrorReason, ErrorType } from '../../shared/errors.js';
import { settledWithin } from '../../shared/timeout.js';
import { describeCause } from './describe-cause.js';
import { type LineFormat, lineFormatter } from './line-format.js';

export type Decision = 'start' | 'complete' | 'abort' | 'reject' | 'retry' | 'degrade' | 'error';

/**
 * The keys that a line may have, and no others. There is no key for a prompt, an answer, a picture or a secret; causes
 * go through `describeCause`.
 */
export interface DecisionContext {
  readonly hardware_id?: string | undefined;
  readonly session_id?: string | undefined;
  readonly error_type?: ErrorType;
  readonly error_reason?: ErrorReason;
  readonly error_classified?: 'transient';
  readonly cause?: unknown;
  readonly stalled?: boolean;
  /** The time by which a listener had fallen behind real time. */
  readonly lag_ms?: number;
  /** The part of the work that was done less well than requested. */
  readonly degraded?: string;
  /** The part of the work that was not done at all. */
  readonly refused?: string;
  /** A command of the model, by its name in our own table; `argument` is its wrong argument. */
  readonly command?: string;
  readonly argument?: string;
  readonly forwarded?: string;
  readonly silence?: string | undefined;
  /** The language of the speech, as chosen by the server, and the reason for it. */
  readonly language?: string;
  readonly language_reason?: string;
  /** The scripts (ISO 15924) of the words that were left out because no voice reads them. */
  readonly left_out?: string;
  readonly engine?: string | undefined;
  readonly sentences?: number;
  readonly audio_ms?: number;
  readonly first_text_ms?: number;
  readonly first_audio_ms?: number;
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  /** A provider, by its name in the config; `next` is the one that takes its place. */
  readonly provider?: string;
  readonly next?: string;
  /** The HTTP status of a provider's reply. */
  readonly status?: number;
  /** The provider's own name for an error: one word, or an HTTP status. */
  readonly provider_code?: string;
  /** Advice to the operator: fixed text with names from the config. */
  readonly hint?: string;
  /** The name of an environment variable. */
  readonly variable?: string;
  readonly model?: string;
  readonly pool?: string;
  readonly reason?: string;
  /** The details of the reason, in words of this program only. */
  readonly detail?: string;
  /** The sound that a speech server sent: its format, its sample rate in Hz, its level in dB of full scale. */
  readonly format?: string;
  readonly sample_rate?: number;
  readonly level_dbfs?: number;
  /** The number of such events since the last line. */
  readonly count?: number;
  readonly streams?: number;
  /** The address that gRPC listens on. */
  readonly grpc?: string;
  readonly cpu_threads?: number;
  readonly io_threads?: number;
  readonly p95_latency_ms?: Readonly<Record<string, number>>;
  readonly error_rate?: Readonly<Record<string, number>>;
  readonly backpressure_refusal_rate?: number;
  readonly phrase_cache?: Readonly<Record<'hit_rate' | 'bytes' | 'phrases', number>>;
  /** The number of log lines that were dropped because the reader was too slow. */
  readonly dropped_lines?: number;
  readonly decision_rate?: Readonly<Record<string, number>>;
  /** The times of each pool: how long its tasks waited for a thread, and how long they ran. */
  readonly pools?: Readonly<Record<string, object>>;
  /** The keys of the config with a new value in force. The values themselves are never logged. */
  readonly applied?: readonly string[];
  /** The keys of the config with a new value that waits for a restart. */
  readonly need_restart?: readonly string[];
  /** The keys of the config with a wrong value. */
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
  /** Discards the lines that have not been written. */
  destroy?(): void;
  on?(event: 'drop', onDrop: () => void): unknown;
  /** Tells whether a person reads the lines at a terminal. */
  isTerminal?: boolean;
}

/** The limit of buffered lines, bytes: when a slow reader leaves more unread, further lines are dropped. */
const MAX_BUFFERED_BYTES = 8_388_608;

/** A log with one line for each decision: `ts level scope method decision ctx dur_ms`. */
export class DecisionLog {
  readonly #sink: LogSink;
  readonly #pino: ReturnType<typeof pino>;
  readonly #counts = new Map<Decision, number>();
  #dropped = 0;

  /**
   * @param sink the destination of the lines; standard error by default, because standard output belongs to the
   * program. Writes do not block: call `close` before the process exits (pino's sink flushes only when it has a
   * `minLength`).
   */
  constructor(logging: Config['logging'], sink: LogSink = standardError()) {
    this.#sink = sink;
    sink.on?.('drop', () => this.#dropped++);
    const formatLine = lineFormatter(formatFor(logging.format, sink), hasColors(sink));
    const formatted: DestinationStream = { write: (line) => sink.write(formatLine(line)) };
    this.#pino = pino(
      {
        level: logging.level,
        base: null,
        timestamp: () => `,"ts":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      formatted,
    );
  }

  /** Sets the least severe level that is written from now on. */
  setLevel(level: Config['logging']['level']): void {
    this.#pino.level = level;
  }

  write(level: LogLevel, line: DecisionLine): void {
    this.#counts.set(line.decision, (this.#counts.get(line.decision) ?? 0) + 1);
    if (!this.#pino.isLevelEnabled(level)) return;
    const { scope, method, decision, dur_ms } = line;
    const ctx = line.ctx?.cause === undefined ? (line.ctx ?? {}) : withoutCause(line.ctx);
    // Literals of one shape each: pino takes twice as long for an object that is spread from others.
    if (dur_ms === undefined) this.#pino[level]({ scope, method, decision, ctx });
    else this.#pino[level]({ scope, method, decision, ctx, dur_ms: Math.round(dur_ms * 100) / 100 });
  }

  /**
   * Flushes every line so far, for at most `timeoutMs`. Lines that a stalled reader has not taken by then are
   * discarded, because the process would wait for them at its exit. This must be the last call.
   */
  async close(timeoutMs: number): Promise<void> {
    const flushed = new Promise<void>((resolve) => (this.#sink.flush ? this.#sink.flush(() => resolve()) : resolve()));
    if (!(await settledWithin(timeoutMs, flushed))) this.#sink.destroy?.();
  }

  /** Returns the number of lines that were dropped since the last call because the reader was too slow. */
  takeDroppedLines(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** Returns the number of decisions since the last call, by type. */
  takeCounts(): Record<string, number> {
    const counts = Object.fromEntries(this.#counts);
    this.#counts.clear();
    return counts;
  }
}

function standardError(): LogSink {
  const sink: LogSink = pino.destination({ fd: 2, sync: false, minLength: 1, maxLength: MAX_BUFFERED_BYTES });
  sink.isTerminal = isatty(2);
  return sink;
}

function withoutCause({ cause, ...context }: DecisionContext): object {
  return { ...context, ...describeCause(cause) };
}

function formatFor(format: Config['logging']['format'], sink: LogSink): LineFormat {
  if (format !== 'auto') return format;
  return sink.isTerminal ? 'pretty' : 'json';
}

/** Tells whether a sink is a terminal that shows colours. The terminal of a log is standard error; NO_COLOR is respected. */
function hasColors({ isTerminal }: LogSink): boolean {
  return isTerminal === true && (process.stderr.hasColors?.() ?? false);
}
