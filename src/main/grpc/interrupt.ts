import { setTimeout as sleep } from 'node:timers/promises';
import { NexyError } from '../../shared/errors.js';
import type { InterruptRequest, MalformedRequest } from './codec.js';
import type { RpcContext } from './context.js';
import type { RpcReport } from './rpc-report.js';
import { validateInterruptRequest } from './validate.js';

export interface InterruptResponse {
  readonly success: boolean;
  readonly interruptedSessions: readonly string[];
  readonly message: string;
}

/**
 * Stops what a device is being told. The reply waits until the streams are closed, so that no audio follows it: bytes
 * already inside gRPC go out first, and a stream whose client does not take them in time is reset.
 */
export async function interruptSession(
  request: InterruptRequest | MalformedRequest,
  context: RpcContext,
  report: RpcReport,
): Promise<InterruptResponse> {
  const { hardwareId, sessionId } = validateInterruptRequest(request, context.config.limits);
  report.identify(hardwareId, sessionId ?? '');
  const sessions = context.registry.activeOf(hardwareId, sessionId);
  if (sessions.length === 0) return { success: false, interruptedSessions: [], message: 'No active sessions found' };

  for (const session of sessions) session.cancel(new NexyError('cancelled_by_user'));
  const closed = Promise.all(sessions.map((session) => session.closed));
  const patience = new AbortController();
  const waited = sleep(context.config.grpc.interrupt_flush_ms, undefined, { signal: patience.signal }).catch(() => {});
  await Promise.race([closed, waited]);
  patience.abort();
  for (const session of sessions) session.resetStream();
  const interruptedSessions = sessions.map((session) => session.sessionId);
  return { success: true, interruptedSessions, message: `Interrupted ${sessions.length} session(s)` };
}
