import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError, toNexyError } from '../../shared/errors.js';
import type { CollectedPrompt } from '../prompts/collected-prompts.js';
import type { Lease } from '../sessions/admission.js';
import type { ActiveSession } from '../sessions/session-registry.js';
import type { TurnRequest } from '../turn/turn.js';
import { runTurn } from '../turn/turn.js';
import { actionMessages, type CommandChannel, channelOf } from './action-messages.js';
import { CallWatch } from './call-watch.js';
import { encodeStreamResponse, type MalformedRequest, type StreamRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { RequestPhase } from './generated/streaming/RequestPhase.js';
import { LANGUAGE_METADATA } from './metadata-names.js';
import { RpcReport } from './rpc-report.js';
import { sendFrames } from './send-frames.js';
import { validateStreamRequest } from './validation/turn-request.js';
import { CallWriter } from './writer.js';

const RPC = 'StreamAudio';
const END = encodeStreamResponse({ endMessage: 'Stream completed' });

type Call = ServerWritableStream<StreamRequest | MalformedRequest, Buffer>;

/**
 * Serves one turn: validates and admits the request, runs it, and writes the reply. One `catch` handles all errors, and
 * one `finally` releases everything. The config in force when the request arrives applies to the whole turn; only kill
 * switches are read when they are needed.
 */
export async function streamAudio(call: Call, context: RpcContext, onAdmitted: () => void): Promise<void> {
  const report = new RpcReport(RPC, context, call.metadata);
  const { config } = context;
  const writer = new CallWriter(call, config.grpc, config.audio.sample_rate, (why) => {
    report.cutOff(why);
    session?.cancel(new NexyError('timeout'));
  });
  let putCollectedBack: (() => void) | undefined;
  let session: ActiveSession | undefined;
  let lease: Lease | undefined;
  let watch: CallWatch | undefined;
  try {
    const language = call.metadata.get(LANGUAGE_METADATA)[0]?.toString();
    const collected = collectedPrompt(call.request, context);
    const request = validateStreamRequest(call.request, language, config, collected);
    // gRPC keeps the message as long as its stream; the turn releases the picture as soon as it can.
    if ('screenshot' in call.request) call.request.screenshot = undefined;
    report.setIds(request.hardwareId, request.sessionId);
    // A user who asks has stopped listening to the answer before, even when the request is refused.
    context.turn.memory?.interrupted(request.hardwareId);
    ({ session, lease } = context.admission.admitTurn(request.hardwareId, request.sessionId));
    onAdmitted();
    putCollectedBack = collected && context.collected.take(request.hardwareId, request.sessionId);
    session.stream = writer;
    watch = new CallWatch(call, writer, session, config.backpressure.idle_timeout_seconds * 1000);
    report.started();

    const hasPhase = 'phase' in call.request && call.request.phase !== RequestPhase.REQUEST_PHASE_UNSPECIFIED;
    const channel = channelOf(config.features.command_channel, hasPhase);
    await writeEvents(request, writer, watch, lease, report, context, channel, session.signal);
    writer.end(END);
    report.completed();
  } catch (cause) {
    const error = toNexyError(cause);
    report.failed(error);
    // A turn that failed before its first content may be asked for again.
    if (!writer.contentSent) putCollectedBack?.();
    writer.fail(error, encodeStreamResponse({ errorMessage: error.message }));
  } finally {
    // The session may start its next request now; the last bytes of this stream may still be on their way.
    session?.finish();
    await writer.closed;
    watch?.stop();
    session?.close();
    lease?.release();
  }
}

/** Returns the collected parts of the prompt that a request completes. */
function collectedPrompt(request: StreamRequest | MalformedRequest, context: RpcContext): CollectedPrompt | undefined {
  if (!('phase' in request) || request.phase !== RequestPhase.REQUEST_PHASE_COMMIT) return undefined;
  return context.collected.get(request.hardwareId, request.sessionId);
}

/** Writes the events of the turn to the call, as fast as the client reads. */
async function writeEvents(
  request: TurnRequest,
  writer: CallWriter,
  watch: CallWatch,
  lease: Lease,
  report: RpcReport,
  context: RpcContext,
  channel: CommandChannel,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of runTurn(request, context.turn, report.usage, report, signal)) {
    if (event.type === 'text') {
      // The text of a sentence arrives after its speech was requested.
      lease.markFirstSentenceQueued();
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
      // A command is one or two messages of a few hundred bytes: they are sent together.
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
