import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError, toNexyError } from '../../shared/errors.js';
import { CHANNELS, DTYPE } from '../../shared/pcm.js';
import type { Lease } from '../sessions/admission.js';
import { runGreeting } from '../turn/greeting.js';
import { CallWatch } from './call-watch.js';
import { encodeWelcomeResponse, type MalformedRequest, type WelcomeRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { RpcReport } from './rpc-report.js';
import { sendFrames } from './send-frames.js';
import { validateWelcomeRequest } from './validation/requests.js';
import { CallWriter } from './writer.js';

const RPC = 'GenerateWelcomeAudio';
const END = encodeWelcomeResponse({ endMessage: 'Welcome completed' });

type Call = ServerWritableStream<WelcomeRequest | MalformedRequest, Buffer>;

/**
 * Speaks a greeting: sends the metadata first, once, and then the audio. The call holds a stream's lease but has no
 * session, as its request names no device.
 */
export async function generateWelcomeAudio(call: Call, context: RpcContext, onAdmitted: () => void): Promise<void> {
  const report = new RpcReport(RPC, context, call.metadata);
  const { config } = context;
  const writer = new CallWriter(call, config.grpc, config.audio.sample_rate, (why) => {
    report.cutOff(why);
    abortController.abort(new NexyError('timeout'));
  });
  const abortController = new AbortController();
  const watch = new CallWatch(call, writer, { cancel: (reason) => abortController.abort(reason) }, 0);
  let lease: Lease | undefined;
  try {
    const { text, language, voice } = validateWelcomeRequest(call.request, config.limits);
    lease = context.admission.admitGreeting();
    onAdmitted();
    if (!context.greeting) throw new NexyError('unavailable');
    report.started();

    const format = { sampleRate: config.audio.sample_rate, channels: CHANNELS, dtype: DTYPE };
    for await (const event of runGreeting(
      text,
      context.greeting,
      { language, voice },
      report,
      abortController.signal,
    )) {
      if (event.type === 'start') {
        const { method, durationSec } = event;
        lease.markFirstSentenceQueued();
        writer.send(encodeWelcomeResponse({ metadata: { method, durationSec, ...format } }));
        continue;
      }
      await sendFrames(event.frames, writer, abortController.signal, (samples) => {
        event.onSent(samples);
        report.audioSent(samples);
      });
    }
    abortController.signal.throwIfAborted();
    writer.end(END);
    report.completed();
  } catch (cause) {
    const error = toNexyError(cause);
    report.failed(error);
    writer.fail(error, encodeWelcomeResponse({ errorMessage: error.message }));
  } finally {
    await writer.closed;
    watch.stop();
    lease?.release();
  }
}
