import { describe, expect, it } from 'vitest';
import type { LlmImage, PictureOutcome, Pictures } from '../../src/main/turn/services.js';
import { understand } from '../../src/main/turn/understand.js';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER } from './fakes.js';

const SCREENSHOT = new Uint8Array([1, 2, 3]);
const IMAGE: LlmImage = { bytes: new Uint8Array([4]), mimeType: 'image/jpeg', width: 2, height: 1 };

/** Calls `understand` with pictures of the given outcome; returns the image, the prepared screenshots and the log. */
async function callUnderstand(screenshot: Uint8Array | undefined, outcome: PictureOutcome | Error | undefined) {
  const prepared: Uint8Array[] = [];
  const logged: object[] = [];
  const degrade = (what: string, context: object) => void logged.push({ what, ...context });
  const log = { degrade, refuseCommand: () => {}, spokeIn: () => {} };
  const prepare = async (bytes: Uint8Array): Promise<PictureOutcome> => {
    prepared.push(bytes);
    if (outcome instanceof Error) throw outcome;
    return outcome as PictureOutcome;
  };
  const pictures: Pictures | undefined = outcome && { prepare };
  const request = { screenshot, preparedPicture: undefined, screenshotFault: undefined };
  const image = understand(request, pictures, log, NEVER);
  return { image, request, prepared, logged };
}

describe('understand', () => {
  it('logs a screenshot that was left out, and returns no picture', async () => {
    const logged: object[] = [];
    const log = {
      degrade: (what: string, why: object) => void logged.push({ what, ...why }),
      refuseCommand: () => {},
      spokeIn: () => {},
    };
    const request = { screenshot: undefined, preparedPicture: undefined, screenshotFault: 'unknown_format' } as const;
    expect(await understand(request, undefined, log, NEVER)).toBeUndefined();
    expect(logged).toEqual([{ what: 'understand', reason: 'unknown_format' }]);
  });

  it('prepares no picture when the request has no screenshot', async () => {
    const { image, prepared, logged } = await callUnderstand(undefined, { outcome: 'ready', image: IMAGE });
    expect(await image).toBeUndefined();
    expect({ prepared, logged }).toEqual({ prepared: [], logged: [] });
  });

  it('takes a picture that is being prepared since before the turn', async () => {
    const log = { degrade: () => {}, refuseCommand: () => {}, spokeIn: () => {} };
    const taken: AbortSignal[] = [];
    const take = async (signal: AbortSignal): Promise<PictureOutcome> => {
      taken.push(signal);
      return { outcome: 'ready', image: IMAGE };
    };
    const request = { screenshot: undefined, preparedPicture: { take }, screenshotFault: undefined };
    expect(await understand(request, undefined, log, NEVER)).toBe(IMAGE);
    expect(taken).toEqual([NEVER]);
  });

  it('returns the picture that was sent, and drops the screenshot', async () => {
    const { image, request, prepared, logged } = await callUnderstand(SCREENSHOT, { outcome: 'ready', image: IMAGE });
    expect(request.screenshot).toBeUndefined();
    expect(await image).toBe(IMAGE);
    expect({ prepared, logged }).toEqual({ prepared: [SCREENSHOT], logged: [] });
  });

  it('refuses a request with an invalid screenshot, and names the broken rule', async () => {
    const { image, logged } = await callUnderstand(SCREENSHOT, { outcome: 'invalid', reason: 'screenshot_not_base64' });
    await expect(image).rejects.toMatchObject({ type: 'validation_failed', reason: 'screenshot_not_base64' });
    expect(logged).toEqual([]);
  });

  it('continues without a picture that could not be prepared, and logs the reason', async () => {
    const { image, logged } = await callUnderstand(SCREENSHOT, { outcome: 'failed', reason: 'truncated' });
    expect(await image).toBeUndefined();
    expect(logged).toEqual([{ what: 'understand', reason: 'truncated' }]);
  });

  it('continues without a picture when no picture service is available, and logs that', async () => {
    const { image, logged } = await callUnderstand(SCREENSHOT, undefined);
    expect(await image).toBeUndefined();
    expect(logged).toEqual([{ what: 'understand', reason: 'unavailable' }]);
  });

  it('rejects with the reason of its turn', async () => {
    const reason = new NexyError('cancelled_by_user');
    const { image } = await callUnderstand(SCREENSHOT, reason);
    await expect(image).rejects.toBe(reason);
  });
});
