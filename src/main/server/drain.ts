import { settledWithin } from '../../shared/timeout.js';
import type { GrpcServer } from '../grpc/grpc-server.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { Admission } from '../sessions/admission.js';
import type { SessionModule } from './session-module.js';

/** The time that streams get to end by themselves after the grace period, before their transport is closed, ms. */
const FORCED_END_MS = 500;

/** The parts that take requests. */
export interface Draining {
  readonly grpc: GrpcServer;
  readonly admission: Admission;
  readonly sessions: SessionModule;
}

/**
 * Takes the server out of service: it stops being ready, refuses new streams, lets running ones finish within the grace period, ends the
 * rest, and then stops the modules. Each step has a time limit.
 *
 * @param stopModules stops the modules, within a time limit of its own
 */
export async function drain(
  { grpc, admission, sessions }: Draining,
  gracePeriodMs: number,
  log: DecisionLog,
  stopModules: () => Promise<void>,
): Promise<void> {
  const startedMs = performance.now();
  grpc.setServing(false);
  admission.drain();
  log.write('info', { scope: 'server', method: 'stop', decision: 'start', ctx: { streams: admission.streams } });
  await settledWithin(gracePeriodMs, admission.idle());
  sessions.cancelAll();
  await settledWithin(FORCED_END_MS, admission.idle());
  sessions.resetAll();
  grpc.close();
  await stopModules();
  log.write('info', { scope: 'server', method: 'stop', decision: 'complete', dur_ms: performance.now() - startedMs });
}
