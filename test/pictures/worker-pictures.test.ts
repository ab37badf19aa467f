import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LlmImage, PictureOutcome } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { readWebpHeader } from '../../src/shared/pictures/webp-header.js';
import { firstPixel, jpegSize, pictureOf, webpOf } from '../harness/pictures.js';
import { base64, GIF, onlyChunk, vp8, vp8x } from '../harness/webp.js';
import { until } from '../pool/pools.js';
import { type ScreenshotPool, startScreenshots } from './screenshot-pool.js';

let jpeg: ScreenshotPool;
let webp: ScreenshotPool;
/** A screenshot that keeps the decoder busy for a while. */
let large: Buffer;

beforeAll(async () => {
  [jpeg, webp] = [startScreenshots(), startScreenshots({ format: 'webp' })];
  const loaded = await Promise.all([jpeg.pool.warm(), webp.pool.warm()]);
  expect(loaded.flatMap(({ failures }) => failures)).toEqual([]);
  large = await webpOf(3_000, 2_000, { noisy: true });
});
afterEach(async () => {
  await until(() => [jpeg, webp].every(({ pool }) => pool.inFlight + pool.waiting === 0), 'nothing is held');
});
afterAll(() => Promise.all([jpeg.close(), webp.close()]));

function imageOf(picture: PictureOutcome): LlmImage {
  if (picture.outcome !== 'ready') throw new Error(`${picture.outcome}: ${picture.reason}`);
  return picture.image;
}

describe('WorkerPictures with a screenshot within the limits', () => {
  it.each([
    ['lossy', 1_280, 720, { noisy: true }],
    ['lossless', 1_280, 1_280, { lossless: true }],
    ['with alpha', 640, 1_280, { alpha: 0.5 }],
    ['of one pixel', 1, 1, {}],
    ['of one lossless pixel', 1, 1, { lossless: true }],
  ])('passes it to the model unchanged, byte for byte: %s', async (_kind, width, height, kind) => {
    const file = await webpOf(width, height, kind);
    const { bytes, ...picture } = imageOf(await jpeg.prepare(file));
    expect(picture).toEqual({ mimeType: 'image/webp', width, height });
    expect(file.equals(bytes)).toBe(true);
    expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe('WorkerPictures with a larger screenshot', () => {
  it.each([
    ['a screen', 1_920, 1_080, 1_280, 720],
    ['a screen on its side', 1_080, 1_920, 720, 1_280],
    ['a picture that is slightly too large', 1_281, 1_280, 1_280, 1_279],
    ['one pixel high', 16_383, 1, 1_280, 1],
    ['one pixel wide', 1, 16_383, 1, 1_280],
  ])(
    'scales it down without distortion, in both formats: %s',
    async (_situation, width, height, fitWidth, fitHeight) => {
      const file = await webpOf(width, height, { noisy: true });
      const size = { width: fitWidth, height: fitHeight };
      const asJpeg = imageOf(await jpeg.prepare(file));
      expect(asJpeg).toMatchObject({ mimeType: 'image/jpeg', ...size });
      expect(jpegSize(asJpeg.bytes)).toEqual(size);
      const asWebp = imageOf(await webp.prepare(file));
      expect(asWebp).toMatchObject({ mimeType: 'image/webp', ...size });
      expect(readWebpHeader(Buffer.from(asWebp.bytes))).toEqual({ ...size, animated: false });
    },
  );

  it.each(['jpeg', 'png'] as const)('accepts the format that clients fall back to: %s', async (format) => {
    const small = await pictureOf(format, 640, 480);
    expect(imageOf(await jpeg.prepare(small))).toEqual({
      bytes: new Uint8Array(small),
      mimeType: `image/${format}`,
      width: 640,
      height: 480,
    });
    const large = imageOf(await jpeg.prepare(await pictureOf(format, 1_920, 1_080)));
    expect(large).toMatchObject({ mimeType: 'image/jpeg', width: 1_280, height: 720 });
    expect(jpegSize(large.bytes)).toEqual({ width: 1_280, height: 720 });
  });

  it('accepts as many pixels as the config allows, and keeps the colour', async () => {
    const { bytes, width, height } = imageOf(await jpeg.prepare(await webpOf(6_000, 4_000)));
    expect([width, height]).toEqual([1_280, 853]);
    for (const [channel, value] of [30, 60, 90].entries()) {
      expect(Math.abs((firstPixel(bytes)[channel] ?? 0) - value)).toBeLessThan(4);
    }
  });

  it('makes transparent parts white when the output format has no transparency', async () => {
    const file = await webpOf(1_300, 100, { alpha: 0, lossless: true });
    expect(firstPixel(imageOf(await jpeg.prepare(file)).bytes)).toEqual([255, 255, 255]);
    expect(firstPixel(imageOf(await webp.prepare(file)).bytes)[3]).toBe(0);
  });

  it('returns the bytes in their own memory', async () => {
    const { bytes } = imageOf(await jpeg.prepare(await webpOf(1_300, 100)));
    expect(bytes.buffer).toBeInstanceOf(ArrayBuffer);
    expect(bytes.buffer.byteLength).toBe(bytes.byteLength);
  });
});

describe('WorkerPictures with a file that is no screenshot', () => {
  it.each([
    ['at its start', 0],
    ['in its middle', 4_000],
    ['at its end', -5],
  ])('rejects it when it is not base64 %s', async (_where, place) => {
    for (const character of '!-_= \n\u00c1') {
      const field = base64(await webpOf(300, 200, { noisy: true }));
      field.write(character, place < 0 ? field.length + place : place, 'latin1');
      const picture = await jpeg.pictures.prepare(field, new AbortController().signal);
      expect(picture).toEqual({ outcome: 'invalid', reason: 'screenshot_not_base64' });
    }
  });

  it.each([
    ['a picture behind a smaller header', vp8x(9, 9, false, onlyChunk(vp8(16_383, 16_383))), 'screenshot_not_webp'],
    ['an animation', vp8x(100, 100, true), 'screenshot_animated'],
    ['too many pixels', vp8x(16_383, 16_383), 'screenshot_too_many_pixels'],
  ])('rejects it even without earlier checks: %s', async (_situation, file, reason) => {
    expect(await jpeg.prepare(file)).toEqual({ outcome: 'invalid', reason });
  });
});

describe('WorkerPictures with a screenshot that cannot be decoded', () => {
  it.each([
    ['of another format', GIF],
    ['that is empty', Buffer.alloc(0)],
  ])('fails on a file %s', async (_kind, file) => {
    expect(await jpeg.prepare(file)).toEqual({ outcome: 'failed', reason: 'unknown_format' });
  });

  it('fails on a truncated file, larger than the limits or not', async () => {
    for (const file of [await webpOf(300, 200, { noisy: true }), await webpOf(1_920, 1_080, { noisy: true })]) {
      for (const bytes of [40, file.length >> 1, file.length - 1]) {
        expect(await jpeg.prepare(file.subarray(0, bytes))).toEqual({ outcome: 'failed', reason: 'truncated' });
      }
    }
  });

  it('fails on damaged data', async () => {
    const file = await webpOf(1_300, 100, { lossless: true, noisy: true });
    file.fill(0xff, 40, 4_000);
    expect(await jpeg.prepare(file)).toEqual({ outcome: 'failed', reason: 'undecodable' });
    imageOf(await jpeg.prepare(await webpOf(1_920, 1_080)));
  });

  it('fails when decoding takes too long', async () => {
    const hasty = startScreenshots({ timeoutMs: 10 });
    await hasty.pool.warm();
    expect(await hasty.prepare(large)).toEqual({ outcome: 'failed', reason: 'timeout' });
    // The thread is free again when its decoder has ended.
    await until(() => hasty.pool.inFlight === 0, 'the decoder has ended');
    await hasty.close();
  });

  it('fails when the screenshot has waited too long for a thread', async () => {
    const crowded = startScreenshots({ timeoutMs: 10 });
    await crowded.pool.warm();
    const outcomes = await Promise.all([crowded.prepare(large), crowded.prepare(large), crowded.prepare(large)]);
    expect(outcomes).toEqual(Array(3).fill({ outcome: 'failed', reason: 'timeout' }));
    expect(crowded.pool.waiting).toBe(0);
    await crowded.close();
  });

  it('fails when the pool closes meanwhile, and after it has closed', async () => {
    const closing = startScreenshots();
    await closing.pool.warm();
    const pictures = [closing.prepare(large), closing.prepare(large)];
    await until(() => closing.pool.waiting === 1, 'one runs and one waits');
    await closing.close();
    for (const picture of [...pictures, closing.prepare(large)]) {
      expect(await picture).toEqual({ outcome: 'failed', reason: 'unavailable' });
    }
  });
});

describe('a turn that ends while its screenshot is prepared', () => {
  const reason = new NexyError('cancelled_by_user');

  it('stops waiting, whether its screenshot is running or waits', async () => {
    const turn = new AbortController();
    const pictures = [jpeg.prepare(large, turn.signal), jpeg.prepare(large, turn.signal)];
    await until(() => jpeg.pool.inFlight === 1 && jpeg.pool.waiting === 1, 'one runs and one waits');
    turn.abort(reason);
    expect(jpeg.pool.waiting).toBe(0);
    for (const picture of pictures) await expect(picture).rejects.toBe(reason);
    imageOf(await jpeg.prepare(await webpOf(1_920, 1_080)));
  });

  it('does not start its screenshot when it has already ended', async () => {
    await expect(jpeg.prepare(large, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(jpeg.pool.inFlight).toBe(0);
  });
});
