// How late the event loop of a server's main thread ran since it was last asked.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { answerProbe } from './probe-answer.mjs';

/** A timer of so many ms is what it watches; an idle loop is late by that much, which is not counted. */
const RESOLUTION_MS = 1;

answerProbe(() => {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return () => {
    const lateMs = (ns) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    const seen = { p99Ms: lateMs(delays.percentile(99)), maxMs: lateMs(delays.max) };
    delays.reset();
    return seen;
  };
});
