import type { ServerWritableStream } from '@grpc/grpc-js';
import { NexyError, toNexyError } from '../../shared/errors.js';
import { CHANNELS, DTYPE } from '../../shared/pcm.js';
import type { Lease } from '../sessions/admission.js';
import { CallWatch } from './call-watch.js';
import { encodeWelcomeResponse, type MalformedRequest, type WelcomeRequest } from './codec.js';
import type { RpcContext } from './context.js';
import { RpcReport } from './rpc-report.js';
import { sendFrames } from './send-frames.js';
import { validateWelcomeRequest } from './validate.js';
import { CallWriter } from './writer.js';

const RPC = 'GenerateWelcomeAudio';
const END = encodeWelcomeResponse({ endMessage: 'Welcome completed' });

type Call = ServerWritableStream<WelcomeRequest | MalformedRequest, Buffer>;

/** The greeting: metadata first and once, then audio. It holds a stream's lease, but no session: it names no device. */
export async function generateWelcomeAudio(call: Call, context: RpcContext): Promise<void> {
  const report = new RpcReport(RPC, context);
  const writer = new CallWriter(call, context.config.grpc, () => {
    report.stalled();
    gone.abort(new NexyError('timeout'));
  });
  const gone = new AbortController();
  const watch = new CallWatch(call, writer, { cancel: (reason) => gone.abort(reason) }, 0);
  let lease: Lease | undefined;
  try {
    const { text, language, voice } = validateWelcomeRequest(call.request, context.config.limits);
    lease = context.admission.admitGreeting();
    if (!context.greeting) throw new NexyError('unavailable');
    report.started();

    const speaking = context.greeting.speak(text, { language, voice }, gone.signal);
    lease.speaks();
    const spoken = await speaking;
    const { end, frames, method, durationSec } = spoken;
    if (end.outcome === 'silent') report.degrade('speak', { silence: end.silence, language: end.language });
    if (end.substituted) report.degrade('choose_voice', { language: end.language, engine: end.engine });
    const format = { sampleRate: context.config.audio.sample_rate, channels: CHANNELS, dtype: DTYPE };
    writer.send(encodeWelcomeResponse({ metadata: { method, durationSec, ...format } }));
    await sendFrames(frames, writer, gone.signal, (samples) => report.audioSent(samples));
    writer.end(END);
    report.completed();
  } catch (cause) {
    const error = toNexyError(cause);
    report.ended(error);
    writer.fail(error, encodeWelcomeResponse({ errorMessage: error.message }));
  } finally {
    await writer.closed;
    watch.stop();
    lease?.release();
  }
}
