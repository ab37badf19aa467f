import type { ServerWritableStream } from '@grpc/grpc-js';
import { toNexyError } from '../../shared/errors.js';
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
  const { config, collected } = context;
  const writer = new CallWriter(call, config.grpc, config.audio.sample_rate, () => {});
  try {
    const { screenshotFault, ...part } = validateCollectRequest(call.request, config);
    report.setIds(part.hardwareId, part.sessionId);
    context.admission.admitPart();
    if (screenshotFault) report.degrade('understand', { reason: screenshotFault });
    // The user speaks: the device has stopped playing the answer before.
    context.turn.memory?.interrupted(part.hardwareId);
    const idleMs = config.backpressure.idle_timeout_seconds * 1000;
    collected.add(part, { maxPromptBytes: config.limits.max_prompt_bytes, idleMs });
    writer.end(ACCEPTED);
    report.replied();
  } catch (cause) {
    const error = toNexyError(cause);
    report.failed(error);
    writer.fail(error, encodeStreamResponse({ errorMessage: error.message }));
  }
  await writer.closed;
}
