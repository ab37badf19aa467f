import type { Frame } from '../turn/services.js';
import type { CallWriter } from './writer.js';

/**
 * Sends a batch of frames as fast as the client reads. Frames that are not sent, because the signal fired, are
 * released.
 * @param onSent called with the number of samples (mono) that were passed to gRPC
 * @throws the signal's reason
 */
export async function sendFrames(
  frames: readonly Frame[],
  writer: CallWriter,
  signal: AbortSignal,
  onSent: (samples: number) => void,
): Promise<void> {
  let sent = 0;
  try {
    while (sent < frames.length) {
      if (!writer.hasRoom) await writer.room(signal);
      signal.throwIfAborted();
      const from = sent;
      sent += writer.sendFrames(frames, from);
      let samples = 0;
      for (let i = from; i < sent; i++) samples += (frames[i] as Frame).samples;
      onSent(samples);
    }
  } catch (cause) {
    for (const frame of frames.slice(sent)) frame.release();
    throw cause;
  }
}
