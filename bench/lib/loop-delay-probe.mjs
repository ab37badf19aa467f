// A probe that measures the event-loop delay of a server's main thread since the previous request of the bench.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { percentileOfHistogram } from '#dist/shared/measurement/percentile.js';
import { answerProbe } from './probe-answer.mjs';

/**
 * The interval of the observed timer, ms. The histogram contains this interval even for an idle loop, so it is
 * subtracted.
 */
const RESOLUTION_MS = 1;

answerProbe(() => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return () => {
    /** @param {number} ns */
    const lateMs = (ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    const seen = { p99Ms: lateMs(percentileOfHistogram(delays, 99)), maxMs: lateMs(delays.max) };
    delays.reset();
    return seen;
  };
});
