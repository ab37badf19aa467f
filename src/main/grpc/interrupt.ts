import { setTimeout as sleep, setImmediate as turnOfLoop } from 'node:timers/promises';
import { NexyError } from '../../shared/errors.js';
import type { ActiveSession } from '../sessions/registry.js';
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
 * already inside gRPC go out first, and a stream whose client does not take them in time, or has taken nothing for a while, is
 * reset.
 */
export async function interruptSession(
  request: InterruptRequest | MalformedRequest,
  context: RpcContext,
  report: RpcReport,
): Promise<InterruptResponse> {
  const { hardwareId, sessionId } = validateInterruptRequest(request, context.config.limits);
  report.identify(hardwareId, sessionId ?? '');
  // Audio is sent faster than it plays: what is interrupted may have no running stream any more.
  context.turn.memory?.interrupted(hardwareId, sessionId);
  const sessions = context.registry.activeOf(hardwareId, sessionId);
  if (sessions.length === 0) return { success: false, interruptedSessions: [], message: 'No active sessions found' };

  for (const session of sessions) session.cancel(new NexyError('cancelled_by_user'));
  await resetBlocked(sessions);
  const patience = new AbortController();
  const { interrupt_flush_ms: flushMs } = context.config.grpc;
  await Promise.race([silence(sessions), flushTime(sessions, flushMs, patience.signal)]);
  patience.abort();
  for (const session of sessions) session.stream.reset();
  const interruptedSessions = sessions.map((session) => session.sessionId);
  return { success: true, interruptedSessions, message: `Interrupted ${sessions.length} session(s)` };
}

/** Settles when the streams are closed, and their clients have what was sent before: the reply may go another way. */
async function silence(sessions: readonly ActiveSession[]): Promise<void> {
  await Promise.all(sessions.map(({ closed, stream }) => closed.then(() => stream.arrived())));
}

/** What waits for clients that take nothing would trickle out for as long as they like. */
async function resetBlocked(sessions: readonly ActiveSession[]): Promise<void> {
  const blocked = sessions.filter(({ stream }) => stream.isBlocked);
  if (blocked.length === 0) return;
  // It may be that not the client was late but this thread, and that what it took is only to be told; and streams that share a
  // connection share its window: one waits for the others.
  await whileTaken(sessions);
  for (const { stream } of blocked) if (stream.isBlocked) stream.reset();
}

/** Turns of the event loop in which a client that reads takes something of what waits for it. */
const IDLE_TURNS = 2;

/** As long as the clients take what waits for them, however busy this thread is. It ends, as nothing is added. */
async function whileTaken(sessions: readonly ActiveSession[], signal?: AbortSignal): Promise<void> {
  const waiting = (): number => sessions.reduce((sum, { stream }) => sum + stream.waitingBytes, 0);
  let before = waiting();
  for (let idle = 0; idle < IDLE_TURNS && !signal?.aborted; ) {
    await turnOfLoop();
    const now = waiting();
    idle = now < before ? 0 : idle + 1;
    before = now;
  }
}

/** As long as bytes on their way get to go out. On a busy thread time alone proves nothing: they need their turns, too. */
async function flushTime(sessions: readonly ActiveSession[], flushMs: number, signal: AbortSignal): Promise<void> {
  await sleep(flushMs, undefined, { signal }).catch(() => {});
  await whileTaken(sessions, signal);
}
