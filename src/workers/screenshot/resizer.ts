import sharp from 'sharp';
import { doOnce } from '../../shared/once.js';
import type { ScreenshotSetup } from '../../shared/task-messages.js';

/** The decoders that may run, by their names in libvips: those of WebP, JPEG and PNG files in memory. */
const DECODERS = ['VipsForeignLoadWebpBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'];
/**
 * The colour behind transparent parts when the format has no transparency: white, because documents are dark on light.
 */
const BACKGROUND = '#ffffff';

export interface ResizedPicture {
  readonly bytes: Uint8Array;
  readonly mimeType: 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Makes pictures smaller. The decoder runs in threads of its own; this thread only waits. */
export class Resizer {
  readonly #setup: ScreenshotSetup;

  constructor(setup: ScreenshotSetup) {
    this.#setup = setup;
    // Once per process, so never while another thread decodes: the setup forbids all formats for a moment.
    doOnce(setup.decoderSetUp, setUpDecoder);
  }

  /**
   * Resizes a test picture, so that the first screenshot is not slow.
   * @throws Error when the decoder does not work
   */
  async warmUp(): Promise<void> {
    const { maxWidth } = this.#setup;
    const create = { width: maxWidth + 1, height: 16, channels: 3, background: BACKGROUND } as const;
    await this.resize(await sharp({ create }).webp().toBuffer());
  }

  /**
   * Fits a picture into the largest size that the model gets, and keeps its aspect ratio. The measurements behind
   * the settings are in docs/decisions/008.
   * @throws Error when the picture cannot be decoded, or not in time ("timeout" in its message)
   */
  async resize(file: Buffer): Promise<ResizedPicture> {
    const { maxWidth, maxHeight, maxPixels, format, quality, timeoutMs } = this.#setup;
    const picture = sharp(file, { failOn: 'warning', limitInputPixels: maxPixels, pages: 1, sequentialRead: true })
      .resize({ width: maxWidth, height: maxHeight, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: Math.ceil(timeoutMs / 1000) });
    const encoded =
      format === 'webp'
        ? picture.webp({ quality, effort: 0 })
        : picture.flatten({ background: BACKGROUND }).jpeg({ quality, optimiseCoding: false });
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    // A copy, because the decoder's own memory cannot be transferred; the memory of its `toUint8Array` can be, but
    // leaks (sharp 0.35.5).
    return { bytes: new Uint8Array(data), mimeType: `image/${format}`, width: info.width, height: info.height };
  }
}

/**
 * Sets up the decoder for the whole process: it reads only the formats of screenshots, caches nothing, and takes one
 * thread for a picture.
 */
function setUpDecoder(): void {
  sharp.cache(false);
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
}
