import type { Metadata } from '@grpc/grpc-js';
import type { NexyError } from '../../shared/errors.js';
import { durationMsOf } from '../../shared/pcm.js';
import type { LanguageReason } from '../../text/language/answer-language.js';
import type { Decision, DecisionContext, LogLevel } from '../log/decision-log.js';
import type { RpcMetrics } from '../metrics/rpc-metrics.js';
import type { TurnLog } from '../turn/services.js';
import type { Usage } from '../turn/think.js';
import type { RpcContext } from './context.js';
import type { CutOff } from './writer.js';

const SCOPE = 'grpc';
/** The name of requests that carry a part of a prompt: they are no turns, and have their own row of the metrics. */
export const COLLECT_RPC = 'StreamAudio/COLLECT';
const FREQUENT_RPCS: ReadonlySet<string> = new Set(['HealthCheck', COLLECT_RPC]);

/** Reports one request to the log and the metrics. */
export class RpcReport implements TurnLog {
  /** The tokens that the model spent on this request, and its name. */
  readonly usage: Usage = { inputTokens: 0, outputTokens: 0, model: '' };
  readonly #rpc: string;
  readonly #context: RpcContext;
  readonly #metrics: RpcMetrics;
  readonly #receivedAt = performance.now();
  #hardwareId: string | undefined;
  #sessionId: string | undefined;
  #admitted = false;
  #hasEnded = false;
  /** The log fields of a client that was cut off; undefined while the client reads its stream. */
  #cutOff: Pick<DecisionContext, 'stalled' | 'lag_ms'> | undefined;
  #sentences = 0;
  #samples = 0;
  #firstTextMs: number | undefined;
  #firstAudioMs: number | undefined;
  /** The log fields of the language of the answer; empty before it is known. */
  #language: Pick<DecisionContext, 'language' | 'language_reason'> = {};

  constructor(rpc: string, context: RpcContext, metadata: Metadata) {
    this.#rpc = rpc;
    this.#context = context;
    this.#metrics = context.metricsFor(metadata);
  }

  setIds(hardwareId: string, sessionId: string): void {
    this.#hardwareId = hardwareId;
    this.#sessionId = sessionId;
  }

  started(): void {
    this.#admitted = true;
    this.#write('info', 'start');
  }

  textSent(): void {
    this.#sentences++;
    this.#firstTextMs ??= this.#elapsedMs();
  }

  audioSent(samples: number): void {
    this.#samples += samples;
    if (this.#firstAudioMs !== undefined) return;
    this.#firstAudioMs = this.#elapsedMs();
    this.#metrics.latency(this.#rpc, this.#firstAudioMs);
  }

  degrade(method: string, context: DecisionContext): void {
    this.#write('warn', 'degrade', { degraded: method, ...context });
  }

  refuseCommand(context: { readonly reason: string; readonly command?: string; readonly argument?: string }): void {
    this.#write('warn', 'reject', { error_type: 'validation_failed', refused: 'command', ...context });
  }

  spokeIn(language: string, reason: LanguageReason): void {
    this.#language = { language, language_reason: reason };
  }

  /** Logs a command that was sent to the client. */
  actionSent(command: string): void {
    this.#write('info', 'complete', { forwarded: command });
  }

  /**
   * Records that the client reads too little and is being cut off; logged separately only after the end of the request.
   */
  cutOff({ lagMs }: CutOff): void {
    this.#cutOff = lagMs === undefined ? { stalled: true } : { stalled: true, lag_ms: Math.round(lagMs) };
    if (this.#hasEnded) this.#write('warn', 'abort', { error_type: 'timeout', ...this.#cutOff });
  }

  completed(): void {
    this.#hasEnded = true;
    this.#metrics.completed(this.#rpc);
    this.#write('info', 'complete', this.#progress());
    this.#recordUsage();
  }

  /**
   * Reports a reply without a stream. Requests that clients send all day long are logged as `debug`.
   */
  replied(): void {
    this.#metrics.completed(this.#rpc);
    this.#metrics.latency(this.#rpc, this.#elapsedMs());
    this.#write(FREQUENT_RPCS.has(this.#rpc) ? 'debug' : 'info', 'complete');
  }

  failed(error: NexyError): void {
    this.#hasEnded = true;
    // A client that reads nothing is not an error of the server.
    if (this.#cutOff) this.#metrics.completed(this.#rpc);
    else this.#metrics.failed(this.#rpc, error.type);
    const { decision, level } = this.#classify(error);
    this.#write(level, decision, {
      error_type: error.type,
      ...(error.reason ? { error_reason: error.reason } : {}),
      ...(error.transient ? { error_classified: 'transient' } : {}),
      ...this.#cutOff,
      ...(error.cause === undefined ? {} : { cause: error.cause }),
      ...(this.#admitted ? this.#progress() : {}),
    });
    this.#recordUsage();
  }

  #recordUsage(): void {
    if (this.usage.model === '') return;
    const [hardwareId, sessionId] = [this.#hardwareId ?? '', this.#sessionId ?? ''];
    this.#context.usage.record({ source: 'main_llm', hardwareId, sessionId, ...this.usage });
  }

  #classify(error: NexyError): { decision: Decision; level: LogLevel } {
    if (error.type === 'cancelled_by_user') return { decision: 'abort', level: 'info' };
    if (error.type === 'internal') return { decision: 'error', level: 'error' };
    // An error with a reason names a rule that the request broke, such as a bad screenshot found after admission.
    const isRuleOfRequest = error.type === 'validation_failed' && error.reason !== undefined;
    if (!this.#admitted || isRuleOfRequest) return { decision: 'reject', level: 'info' };
    return { decision: error.type === 'timeout' ? 'abort' : 'error', level: 'warn' };
  }

  #progress(): DecisionContext {
    const audioMs = durationMsOf(this.#samples, this.#context.config.audio.sample_rate);
    return {
      sentences: this.#sentences,
      audio_ms: Math.round(audioMs),
      ...this.#language,
      ...(this.#firstTextMs === undefined ? {} : { first_text_ms: round(this.#firstTextMs) }),
      ...(this.#firstAudioMs === undefined ? {} : { first_audio_ms: round(this.#firstAudioMs) }),
    };
  }

  #write(level: LogLevel, decision: Decision, context: DecisionContext = {}): void {
    const ctx = { hardware_id: this.#hardwareId, session_id: this.#sessionId, ...context };
    this.#context.log.write(level, { scope: SCOPE, method: this.#rpc, decision, ctx, dur_ms: this.#elapsedMs() });
  }

  #elapsedMs(): number {
    return performance.now() - this.#receivedAt;
  }
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
