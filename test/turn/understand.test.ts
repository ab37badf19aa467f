import { describe, expect, it } from 'vitest';
import type { LlmImage, PictureOutcome, Pictures } from '../../src/main/turn/services.js';
import { understand } from '../../src/main/turn/understand.js';
import { NexyError } from '../../src/shared/errors.js';
import { NEVER } from './fakes.js';

const SCREENSHOT = new Uint8Array([1, 2, 3]);
const IMAGE: LlmImage = { bytes: new Uint8Array([4]), mimeType: 'image/jpeg', width: 2, height: 1 };

/** Understands with pictures that end as told; gives what was asked for and what was logged. */
async function understood(screenshot: Uint8Array | undefined, outcome: PictureOutcome | Error | undefined) {
  const asked: Uint8Array[] = [];
  const logged: object[] = [];
  const degrade = (what: string, context: object) => void logged.push({ what, ...context });
  const log = { degrade, refuseCommand: () => {} };
  const prepare = async (bytes: Uint8Array): Promise<PictureOutcome> => {
    asked.push(bytes);
    if (outcome instanceof Error) throw outcome;
    return outcome as PictureOutcome;
  };
  const pictures: Pictures | undefined = outcome && { prepare };
  const request = { screenshot };
  const image = understand(request, pictures, log, NEVER);
  return { image, request, asked, logged };
}

describe('understanding a request', () => {
  it('needs no picture where none was sent', async () => {
    const { image, asked, logged } = await understood(undefined, { outcome: 'ready', image: IMAGE });
    expect(await image).toBeUndefined();
    expect({ asked, logged }).toEqual({ asked: [], logged: [] });
  });

  it('gives the picture that was sent, and lets go of the screenshot', async () => {
    const { image, request, asked, logged } = await understood(SCREENSHOT, { outcome: 'ready', image: IMAGE });
    expect(request.screenshot).toBeUndefined();
    expect(await image).toBe(IMAGE);
    expect({ asked, logged }).toEqual({ asked: [SCREENSHOT], logged: [] });
  });

  it('refuses a request whose screenshot is none, with the rule it broke', async () => {
    const { image, logged } = await understood(SCREENSHOT, { outcome: 'invalid', reason: 'screenshot_not_base64' });
    await expect(image).rejects.toMatchObject({ type: 'validation_failed', reason: 'screenshot_not_base64' });
    expect(logged).toEqual([]);
  });

  it('goes on without a picture that could not be prepared, and says why', async () => {
    const { image, logged } = await understood(SCREENSHOT, { outcome: 'failed', reason: 'truncated' });
    expect(await image).toBeUndefined();
    expect(logged).toEqual([{ what: 'understand', reason: 'truncated' }]);
  });

  it('goes on without where nobody prepares pictures, and says so', async () => {
    const { image, logged } = await understood(SCREENSHOT, undefined);
    expect(await image).toBeUndefined();
    expect(logged).toEqual([{ what: 'understand', reason: 'unavailable' }]);
  });

  it('ends with the reason of its turn', async () => {
    const reason = new NexyError('cancelled_by_user');
    const { image } = await understood(SCREENSHOT, reason);
    await expect(image).rejects.toBe(reason);
  });
});
