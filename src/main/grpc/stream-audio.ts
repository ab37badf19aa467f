import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError, toNexyError } from '../../shared/errors.js';
import type { Lease } from '../sessions/admission.js';
import type { ActiveSession } from '../sessions/registry.js';
import type { TurnRequest } from '../turn/turn.js';
import { runTurn } from '../turn/turn.js';
import { actionMessages } from './action-messages.js';
import { CallWatch } from './call-watch.js';
import { encodeStreamResponse, type MalformedRequest, type StreamRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { RpcReport } from './rpc-report.js';
import { sendFrames } from './send-frames.js';
import { validateStreamRequest } from './validate.js';
import { CallWriter } from './writer.js';

const RPC = 'StreamAudio';
/** Request metadata: the language (BCP 47) to speak text in whose script leaves a choice. */
export const LANGUAGE_METADATA = 'nexy-language';
const END = encodeStreamResponse({ endMessage: 'Stream completed' });

type Call = ServerWritableStream<StreamRequest | MalformedRequest, Buffer>;

/** One turn, from request to sound: validate, admit, run, write. One catch, and one place where everything is given back. */
export async function streamAudio(call: Call, context: RpcContext): Promise<void> {
  const report = new RpcReport(RPC, context);
  const writer = new CallWriter(call, context.config.grpc, () => {
    report.stalled();
    session?.cancel(new NexyError('timeout'));
  });
  let session: ActiveSession | undefined;
  let lease: Lease | undefined;
  let watch: CallWatch | undefined;
  try {
    const language = call.metadata.get(LANGUAGE_METADATA)[0]?.toString();
    const request = validateStreamRequest(call.request, language, context.config);
    // gRPC keeps the message as long as its stream; the turn lets go of the picture as soon as it can.
    if ('screenshot' in call.request) call.request.screenshot = undefined;
    report.identify(request.hardwareId, request.sessionId);
    ({ session, lease } = context.admission.admitTurn(request.hardwareId, request.sessionId));
    session.stream = writer;
    watch = new CallWatch(call, writer, session, context.config.backpressure.idle_timeout_seconds * 1000);
    report.started();

    await pour(request, writer, watch, lease, report, context, session.signal);
    writer.end(END);
    report.completed();
  } catch (cause) {
    const error = toNexyError(cause);
    report.ended(error);
    writer.fail(error, encodeStreamResponse({ errorMessage: error.message }));
  } finally {
    // The session may start its next request now; this stream's last bytes may still be on their way to a slow client.
    session?.finish();
    await writer.closed;
    watch?.stop();
    session?.close();
    lease?.release();
  }
}

/** The turn's events into the call, at the client's pace. */
async function pour(
  request: TurnRequest,
  writer: CallWriter,
  watch: CallWatch,
  lease: Lease,
  report: RpcReport,
  context: RpcContext,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of runTurn(request, context.turn, report.usage, report, signal)) {
    if (event.type === 'text') {
      // A sentence's text comes once its speech has been asked for.
      lease.speaks();
      await writer.room(signal);
      writer.send(encodeStreamResponse({ textChunk: event.text }));
      report.textSent();
      watch.touch();
    } else if (event.type === 'action') {
      for (const message of actionMessages(event.action, request.sessionId, context.config.features.command_channel)) {
        await writer.room(signal);
        writer.send(message);
      }
      report.actionSent(event.action.command.name);
      watch.touch();
    } else {
      await sendFrames(event.frames, writer, signal, (samples) => {
        report.audioSent(samples);
        watch.touch();
      });
    }
  }
  signal.throwIfAborted();
}
