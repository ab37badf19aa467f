import { NexyError } from '../../shared/errors.js';
import type { LlmImage, Pictures, PreparedPicture, TurnLog } from './services.js';

/** The screenshot of a request. */
export interface RequestScreenshot {
  /**
   * The screenshot in Base64, as received, with its header checked. `understand` removes it, because an answer may take
   * minutes.
   */
  screenshot: Uint8Array | undefined;
  /** The picture that is being prepared since before the request; it takes the place of a screenshot. */
  readonly preparedPicture: PreparedPicture | undefined;
  /** The reason why a screenshot that was sent is left out. */
  readonly screenshotFault: 'unknown_format' | undefined;
}

/**
 * Returns the request's picture as the model gets it, and removes the screenshot from the request. An invalid
 * screenshot is the client's fault and ends the turn. If a screenshot cannot be prepared, the turn goes on without a
 * picture.
 *
 * @throws NexyError `validation_failed`; the signal's reason
 */
export async function understand(
  request: RequestScreenshot,
  pictures: Pictures | undefined,
  log: TurnLog,
  signal: AbortSignal,
): Promise<LlmImage | undefined> {
  const { screenshot, preparedPicture, screenshotFault } = request;
  if (screenshotFault) log.degrade('understand', { reason: screenshotFault });
  if (screenshot === undefined && preparedPicture === undefined) return undefined;
  request.screenshot = undefined;
  const picture = await (screenshot ? pictures?.prepare(screenshot, signal) : preparedPicture?.take(signal));
  if (picture?.outcome === 'ready') return picture.image;
  if (picture?.outcome === 'invalid') throw new NexyError('validation_failed', { reason: picture.reason });
  log.degrade('understand', { reason: picture?.reason ?? 'unavailable' });
  return undefined;
}
