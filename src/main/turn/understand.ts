import { NexyError } from '../../shared/errors.js';
import type { LlmImage, Pictures, TurnLog } from './services.js';

/**
 * The request's picture as the model gets it; the screenshot is taken out of the request. One that is none is the client's
 * fault and ends the turn; one that cannot be prepared costs the turn only its picture.
 *
 * @throws NexyError `validation_failed`; the signal's reason
 */
export async function understand(
  request: { screenshot: Uint8Array | undefined },
  pictures: Pictures | undefined,
  log: TurnLog,
  signal: AbortSignal,
): Promise<LlmImage | undefined> {
  const { screenshot } = request;
  if (screenshot === undefined) return undefined;
  request.screenshot = undefined;
  const picture = await pictures?.prepare(screenshot, signal);
  if (picture?.outcome === 'ready') return picture.image;
  if (picture?.outcome === 'invalid') throw new NexyError('validation_failed', { reason: picture.reason });
  log.degrade('understand', { reason: picture?.reason ?? 'unavailable' });
  return undefined;
}
