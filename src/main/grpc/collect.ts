import { setImmediate as nextTick } from 'node:timers/promises';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { type NexyError, toNexyError } from '../../shared/errors.js';
import { encodeStreamResponse, type MalformedRequest, type StreamRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { RequestPhase } from './generated/streaming/RequestPhase.js';
import { COLLECT_RPC, RpcReport } from './rpc-report.js';
import { validateCollectRequest } from './validation/turn-request.js';
import { CallWriter } from './writer.js';

const ACCEPTED = encodeStreamResponse({ endMessage: 'COLLECT_ACCEPTED' });

/** Tells whether a request is a part of a prompt that its user is still speaking. */
export function isCollect(request: StreamRequest | MalformedRequest): boolean {
  return 'phase' in request && request.phase === RequestPhase.REQUEST_PHASE_COLLECT;
}

/**
 * Keeps a part of a prompt until the prompt is complete. Clients send several a second while their user speaks, so it
 * takes no lease and does not count towards the message rate.
 */
export async function collect(
  call: ServerWritableStream<StreamRequest | MalformedRequest, Buffer>,
  context: RpcContext,
): Promise<void> {
  const report = new RpcReport(COLLECT_RPC, context, call.metadata);
  // The part is kept at once, because the request that completes the prompt may follow at once.
  const error = keepPart(call.request, context, report);
  // The reply is not urgent: the events that running turns wait for go first.
  await nextTick();
  const { grpc, audio } = context.config;
  const writer = new CallWriter(call, grpc, audio.sample_rate, () => {});
  if (error) {
    report.failed(error);
    writer.fail(error, encodeStreamResponse({ errorMessage: error.message }));
  } else {
    writer.end(ACCEPTED);
    report.replied();
  }
  await writer.closed;
}

/** Keeps the part that a request carries. @returns the reason why it is refused; undefined when it is kept */
function keepPart(
  request: StreamRequest | MalformedRequest,
  { admission, collected, config, turn }: RpcContext,
  report: RpcReport,
): NexyError | undefined {
  try {
    const { screenshotFault, ...part } = validateCollectRequest(request, config);
    report.setIds(part.hardwareId, part.sessionId);
    admission.admitPart();
    // Clients may send the same file with each part, so it is logged once.
    const isLogged = screenshotFault && collected.get(part.hardwareId, part.sessionId) !== undefined;
    if (screenshotFault && !isLogged) report.degrade('understand', { reason: screenshotFault });
    // The user speaks: the device has stopped playing the answer before.
    turn.memory?.interrupted(part.hardwareId);
    const idleMs = config.backpressure.idle_timeout_seconds * 1000;
    collected.add(part, { maxPromptBytes: config.limits.max_prompt_bytes, idleMs });
    return undefined;
  } catch (cause) {
    return toNexyError(cause);
  }
}
