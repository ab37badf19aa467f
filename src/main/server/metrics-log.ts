import type { DecisionLog } from '../log/decision-log.js';
import type { RpcMetrics } from '../metrics/rpc-metrics.js';
import type { LedgerFigures } from '../store/usage/usage-ledger.js';
import type { PhraseCache } from '../tts/phrase-cache.js';
import type { Pools } from './pools.js';

/** Writes the metrics of each interval to the log, and those of the last interval at the stop. */
export class MetricsLog {
  readonly #log: DecisionLog;
  readonly #metrics: RpcMetrics;
  readonly #pools: Pools;
  readonly #cache: PhraseCache;
  readonly #takeUsage: () => LedgerFigures | undefined;
  readonly #timer: NodeJS.Timeout;

  /**
   * @param takeUsage returns the figures of the ledger; undefined = there is none
   * @param intervalMs the time between two lines, ms
   */
  constructor(
    log: DecisionLog,
    metrics: RpcMetrics,
    pools: Pools,
    cache: PhraseCache,
    takeUsage: () => LedgerFigures | undefined,
    intervalMs: number,
  ) {
    this.#log = log;
    this.#metrics = metrics;
    this.#pools = pools;
    this.#cache = cache;
    this.#takeUsage = takeUsage;
    this.#timer = setInterval(() => this.#write(), intervalMs);
  }

  /** Leaves the lines, tasks and phrases so far out of the next figures: those of the start and of the self-check. */
  skip(): void {
    this.#log.takeCounts();
    this.#pools.takeTimes();
    this.#metrics.skipPhrases(this.#cache.stats());
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#write();
  }

  #write(): void {
    const lines = { decision_rate: this.#log.takeCounts(), dropped_lines: this.#log.takeDroppedLines() };
    const usage = this.#takeUsage();
    const ctx = {
      ...this.#metrics.takeSummary(this.#cache.stats()),
      ...lines,
      ...(usage ? { usage } : {}),
      pools: this.#pools.takeTimes(),
    };
    this.#log.write('info', { scope: 'metrics', method: 'interval', decision: 'complete', ctx });
  }
}
