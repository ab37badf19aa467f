import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ClientHealth } from './plan.js';

/** How often the event loop is looked at, ms; what is measured is this and the delay. */
const RESOLUTION_MS = 10;

/** Watches how busy this process is itself. */
export class ClientWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #cpuAtStart = process.cpuUsage();
  #startedAt = performance.now();

  /** From now on it counts. */
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
    const p99Ms = this.#delay.percentile(99) / 1e6;
    return { cpuShare: (user + system) / 1000 / elapsedMs, loopDelayMs: Math.max(0, p99Ms - RESOLUTION_MS) };
  }
}
