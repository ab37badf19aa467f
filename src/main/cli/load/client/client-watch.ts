import { monitorEventLoopDelay } from 'node:perf_hooks';
import { percentileOfHistogram } from '../../../../shared/measurement/percentile.js';
import type { ClientHealth } from '../plan/plan.js';

/** The interval at which the event loop is sampled, ms; a sample is this interval and the delay. */
const RESOLUTION_MS = 10;

/** Measures the CPU use and the event-loop delay of this process. */
export class ClientWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #cpuAtStart = process.cpuUsage();
  #startedAt = performance.now();

  /** Starts the measurement; earlier use is not counted. */
  start(): void {
    this.#cpuAtStart = process.cpuUsage();
    this.#startedAt = performance.now();
    this.#delay.reset();
    this.#delay.enable();
  }

  stop(): ClientHealth {
    this.#delay.disable();
    const { user, system } = process.cpuUsage(this.#cpuAtStart);
    const elapsedMs = performance.now() - this.#startedAt;
    const p99Ms = percentileOfHistogram(this.#delay, 99) / 1e6;
    return { cpuShare: (user + system) / 1000 / elapsedMs, loopDelayMs: Math.max(0, p99Ms - RESOLUTION_MS) };
  }
}
