import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises';
import { NexyError } from '../../shared/errors.js';
import type { ActiveSession } from '../sessions/session-registry.js';
import type { InterruptRequest, MalformedRequest } from './codec.js';
import type { RpcContext } from './context.js';
import type { RpcReport } from './rpc-report.js';
import { validateInterruptRequest } from './validation/requests.js';

export interface InterruptResponse {
  readonly success: boolean;
  readonly interruptedSessions: readonly string[];
  readonly message: string;
}

/**
 * Interrupts the replies that a device is receiving (docs/decisions/005). The response waits until their streams are
 * closed, so that no audio follows it. Bytes already inside gRPC are sent first. A stream is reset when its client does
 * not read them in time, or has read nothing for a while.
 */
export async function interruptSession(
  request: InterruptRequest | MalformedRequest,
  context: RpcContext,
  report: RpcReport,
): Promise<InterruptResponse> {
  const { hardwareId, sessionId } = validateInterruptRequest(request, context.config.limits);
  report.setIds(hardwareId, sessionId ?? '');
  // Audio is sent faster than it plays: the stream of the interrupted answer may have ended already.
  context.turn.memory?.interrupted(hardwareId, sessionId);
  const sessions = context.registry.activeOf(hardwareId, sessionId);
  if (sessions.length === 0) return { success: false, interruptedSessions: [], message: 'No active sessions found' };

  for (const session of sessions) session.cancel(new NexyError('cancelled_by_user'));
  await resetBlockedStreams(sessions);
  const timeoutController = new AbortController();
  const { interrupt_flush_ms: flushMs } = context.config.grpc;
  await Promise.race([flushed(sessions), waitForFlush(sessions, flushMs, timeoutController.signal)]);
  timeoutController.abort();
  for (const session of sessions) session.stream.reset();
  const interruptedSessions = sessions.map((session) => session.sessionId);
  return { success: true, interruptedSessions, message: 'Sessions interrupted' };
}

/**
 * Settles when the streams are closed and their clients have received the bytes sent before. The response to the
 * interrupt may take another connection, and would otherwise overtake these bytes.
 */
async function flushed(sessions: readonly ActiveSession[]): Promise<void> {
  await Promise.all(sessions.map(({ closed, stream }) => closed.then(() => stream.delivered())));
}

/**
 * Resets the streams of clients that read nothing: their waiting bytes could still be sent long after the interrupt.
 */
async function resetBlockedStreams(sessions: readonly ActiveSession[]): Promise<void> {
  const blocked = sessions.filter(({ stream }) => stream.isBlocked);
  if (blocked.length === 0) return;
  // The delay may be that of this thread, which has not handled the write callbacks yet. Also, streams of one
  // connection share its flow-control window, so that one stream waits for the others.
  await whileDraining(sessions);
  for (const { stream } of blocked) if (stream.isBlocked) stream.reset();
}

/** The number of event-loop iterations in which a client that reads takes at least some of its waiting bytes. */
const MAX_IDLE_TICKS = 2;

/**
 * Waits as long as the clients read their waiting bytes, however busy this thread is. It ends, as no bytes are added.
 */
async function whileDraining(sessions: readonly ActiveSession[], signal?: AbortSignal): Promise<void> {
  // The end of an open stream counts as one byte: it may be the last thing that a client waits for.
  const waiting = (): number =>
    sessions.reduce((sum, { stream }) => sum + stream.unflushedBytes + (stream.isClosed ? 0 : 1), 0);
  let before = waiting();
  for (let idle = 0; idle < MAX_IDLE_TICKS && !signal?.aborted; ) {
    await nextTick();
    const now = waiting();
    idle = now < before ? 0 : idle + 1;
    before = now;
  }
}

/**
 * Waits for `flushMs`, and then as long as the clients still read. On a busy thread time alone proves nothing, because
 * sending takes iterations of the event loop, too.
 */
async function waitForFlush(sessions: readonly ActiveSession[], flushMs: number, signal: AbortSignal): Promise<void> {
  await sleep(flushMs, undefined, { signal }).catch(() => {});
  await whileDraining(sessions, signal);
}
