import type { Frame } from '../turn/services.js';
import type { CallWriter } from './writer.js';

/**
 * Sends a batch of frames at the client's pace; those not sent, because the signal fired, are given back.
 * @param onSent called for each frame that was handed to gRPC
 */
export async function sendFrames(
  frames: readonly Frame[],
  writer: CallWriter,
  signal: AbortSignal,
  onSent: (frame: Frame) => void,
): Promise<void> {
  let next = 0;
  try {
    for (; next < frames.length; next++) {
      const frame = frames[next] as Frame;
      if (!writer.hasRoom) await writer.room(signal);
      signal.throwIfAborted();
      onSent(frame);
      writer.sendFrame(frame);
    }
  } catch (cause) {
    for (const frame of frames.slice(next)) frame.release();
    throw cause;
  }
}
