import { NexyError } from '../shared/errors.js';
import type { GrpcServer } from './grpc/grpc-server.js';
import { settledWithin } from './in-time.js';
import type { DecisionLog } from './log/decision-log.js';
import type { Admission } from './sessions/admission.js';
import type { SessionRegistry } from './sessions/registry.js';

/** After the grace period, streams get this long to end by themselves before their transport is closed, ms. */
const FORCED_END_MS = 500;

/** What takes requests. */
export interface Draining {
  readonly grpc: GrpcServer;
  readonly admission: Admission;
  readonly registry: SessionRegistry;
}

/**
 * Takes the server out of service: it is not ready any more, refuses new streams, lets running ones finish within the grace period,
 * ends the rest, and then stops what did the work. Each step has a limit.
 *
 * @param stopParts stops what did the work, within a limit of its own
 */
export async function drain(
  { grpc, admission, registry }: Draining,
  gracePeriodMs: number,
  log: DecisionLog,
  stopParts: () => Promise<void>,
): Promise<void> {
  const beganMs = performance.now();
  grpc.setServing(false);
  admission.drain();
  log.write('info', { scope: 'server', method: 'stop', decision: 'start', ctx: { streams: admission.streams } });
  await settledWithin(gracePeriodMs, admission.idle());
  for (const session of registry.all()) session.cancel(new NexyError('unavailable'));
  await settledWithin(FORCED_END_MS, admission.idle());
  for (const session of registry.all()) session.stream.reset();
  grpc.close();
  await stopParts();
  log.write('info', { scope: 'server', method: 'stop', decision: 'complete', dur_ms: performance.now() - beganMs });
}
