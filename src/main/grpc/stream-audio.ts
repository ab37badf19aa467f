import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Config } from '../../shared/config/schema.js';
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

/**
 * Serves one turn, from request to sound: validate, admit, run, write. One catch, and one place where everything is given back. The
 * config of the moment in which the request came holds for all of it; only kill switches are read when they matter.
 */
export async function streamAudio(call: Call, context: RpcContext, onAdmitted: () => void): Promise<void> {
  const report = new RpcReport(RPC, context);
  const { config } = context;
  const writer = new CallWriter(call, config.grpc, config.audio.sample_rate, (why) => {
    report.cutOff(why);
    session?.cancel(new NexyError('timeout'));
  });
  let session: ActiveSession | undefined;
  let lease: Lease | undefined;
  let watch: CallWatch | undefined;
  try {
    const language = call.metadata.get(LANGUAGE_METADATA)[0]?.toString();
    const request = validateStreamRequest(call.request, language, config);
    // gRPC keeps the message as long as its stream; the turn lets go of the picture as soon as it can.
    if ('screenshot' in call.request) call.request.screenshot = undefined;
    report.identify(request.hardwareId, request.sessionId);
    ({ session, lease } = context.admission.admitTurn(request.hardwareId, request.sessionId));
    onAdmitted();
    session.stream = writer;
    watch = new CallWatch(call, writer, session, config.backpressure.idle_timeout_seconds * 1000);
    report.started();

    const { command_channel: channel } = config.features;
    await pour(request, writer, watch, lease, report, context, channel, session.signal);
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
  channel: Config['features']['command_channel'],
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
      const { name: command } = event.action.command;
      await writer.room(signal);
      if (context.config.kill_switches.disable_forward_assistant_actions) {
        report.refuseCommand({ reason: 'forwarding_off', command });
        continue;
      }
      // A command is a message or two of a few hundred bytes: they go together.
      for (const message of actionMessages(event.action, request.sessionId, channel)) writer.send(message);
      report.actionSent(command);
      watch.touch();
    } else {
      await sendFrames(event.frames, writer, signal, (samples) => {
        event.onSent(samples);
        report.audioSent(samples);
        watch.touch();
      });
    }
  }
  signal.throwIfAborted();
}
