import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { ErrorType } from '../../shared/errors.js';
import { percentileOfHistogram } from '../../shared/measurement/percentile.js';
import type { PhraseCacheStats } from '../tts/phrase-cache.js';

const REFUSALS: ReadonlySet<ErrorType> = new Set([
  'concurrent_request',
  'stream_limit_exceeded',
  'rate_limit_exceeded',
  'overloaded',
]);

interface RpcCounts {
  /** Microseconds. To the first audio for streams, to the reply for the others. */
  readonly latency: RecordableHistogram;
  requests: number;
  errors: number;
  refusals: number;
}

/** Figures of one interval. */
export interface MetricsSummary {
  readonly p95_latency_ms: Readonly<Record<string, number>>;
  readonly error_rate: Readonly<Record<string, number>>;
  readonly backpressure_refusal_rate: number;
  /** The share of short sentences that was not spoken anew, and the phrases in memory now. */
  readonly phrase_cache: { readonly hit_rate: number; readonly bytes: number; readonly phrases: number };
}

/**
 * Counts and latencies by RPC since the last summary. A request is counted when it ends, together with its error: one that begins in an
 * interval and fails in the next would make an error rate above 1 otherwise.
 */
export class RpcMetrics {
  readonly #rpcs = new Map<string, RpcCounts>();
  #phraseCache = { hits: 0, misses: 0 };

  /** A request ended without an error of the server. */
  completed(rpc: string): void {
    this.#countsOf(rpc).requests++;
  }

  latency(rpc: string, ms: number): void {
    this.#countsOf(rpc).latency.record(Math.max(1, Math.round(ms * 1000)));
  }

  /** A request ended with an error. An error of the client, or an end that it wanted, is not the server's. */
  failed(rpc: string, type: ErrorType): void {
    const counts = this.#countsOf(rpc);
    counts.requests++;
    if (REFUSALS.has(type)) counts.refusals++;
    else if (type !== 'validation_failed' && type !== 'cancelled_by_user') counts.errors++;
  }

  /** The figures since the last call; starts the next interval. */
  takeSummary(phraseCache: PhraseCacheStats): MetricsSummary {
    const entries = [...this.#rpcs];
    this.#rpcs.clear();
    const total = entries.reduce((sum, [, counts]) => sum + counts.requests, 0);
    const refused = entries.reduce((sum, [, counts]) => sum + counts.refusals, 0);
    const measured = entries.filter(([, { latency }]) => latency.count > 0);
    const ended = entries.filter(([, { requests }]) => requests > 0);
    return {
      p95_latency_ms: Object.fromEntries(
        measured.map(([rpc, { latency }]) => [rpc, percentileOfHistogram(latency, 95) / 1000]),
      ),
      error_rate: Object.fromEntries(ended.map(([rpc, { errors, requests }]) => [rpc, errors / requests])),
      backpressure_refusal_rate: total === 0 ? 0 : refused / total,
      phrase_cache: this.#summarise(phraseCache),
    };
  }

  /** Leaves the lookups of phrases so far out of the next summary. */
  skipPhrases({ hits, misses }: PhraseCacheStats): void {
    this.#phraseCache = { hits, misses };
  }

  #summarise({ hits, misses, bytes, phrases }: PhraseCacheStats): MetricsSummary['phrase_cache'] {
    const hitsSince = hits - this.#phraseCache.hits;
    const lookups = hitsSince + misses - this.#phraseCache.misses;
    this.#phraseCache = { hits, misses };
    return { hit_rate: lookups === 0 ? 0 : hitsSince / lookups, bytes, phrases };
  }

  #countsOf(rpc: string): RpcCounts {
    let counts = this.#rpcs.get(rpc);
    if (!counts) {
      counts = { latency: createHistogram(), requests: 0, errors: 0, refusals: 0 };
      this.#rpcs.set(rpc, counts);
    }
    return counts;
  }
}
