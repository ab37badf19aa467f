/**
 * Draws a picture like a screenshot: a photograph as wallpaper, windows with lines of text, icons. The same arguments
 * always give the same picture.
 */
import sharp from 'sharp';
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';

/** @typedef {(left: number, top: number, width: number, height: number, colour: number[]) => void} DrawRectangle */

/**
 * The layers of the photograph: the size of the spots in pixels, their contrast and the number of colour channels.
 * @type {readonly { spot: number, contrast: number, channels: 1 | 3 }[]}
 */
const LAYERS = [
  { spot: 160, contrast: 90, channels: 3 },
  { spot: 40, contrast: 45, channels: 1 },
  { spot: 11, contrast: 28, channels: 1 },
  { spot: 4, contrast: 32, channels: 1 },
  { spot: 1, contrast: 20, channels: 1 },
];
const LINE_PIXELS = 18;
const GLYPH_PIXELS = 7;

/**
 * Returns a WebP file as browsers and screenshot tools write it: lossy, with the default of every option but the
 * quality.
 * @param {number} width
 * @param {number} height
 * @param {number} quality
 */
export async function desktopPicture(width, height, quality) {
  const random = seededRandom(5);
  const pixels = await photograph(width, height, random);
  /** @type {DrawRectangle} */
  const rectangle = (left, top, wide, high, colour) => {
    for (let y = top; y < Math.min(height, top + high); y++) {
      for (let x = left; x < Math.min(width, left + wide); x++) pixels.set(colour, (y * width + x) * 3);
    }
  };
  /** @type {(part: number, whole: number) => number} */
  const share = (part, whole) => Math.floor(part * whole);
  drawWindow(rectangle, random, share(0.04, width), share(0.06, height), share(0.5, width), share(0.8, height));
  drawWindow(rectangle, random, share(0.5, width), share(0.3, height), share(0.42, width), share(0.6, height));
  for (let x = 20; x < width - 40; x += 56) rectangle(x, height - 40, 34, 34, [random() * 255, random() * 255, 120]);
  return await sharp(pixels, { raw: { width, height, channels: 3 } })
    .webp({ quality })
    .toBuffer();
}

/**
 * Draws blurred spots of several sizes over each other: like a photograph, the result is hard to encode everywhere.
 * @param {number} width
 * @param {number} height
 * @param {() => number} random
 */
async function photograph(width, height, random) {
  const sum = new Float32Array(width * height * 3).fill(128);
  for (const { spot, contrast, channels } of LAYERS) {
    const [columns, rows] = [Math.ceil(width / spot), Math.ceil(height / spot)];
    const small = Uint8Array.from({ length: columns * rows * channels }, () => random() * 255);
    const layer = await sharp(small, { raw: { width: columns, height: rows, channels } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .toColourspace('srgb')
      .raw()
      .toBuffer();
    for (const [i, value] of layer.entries()) sum[i] = (sum[i] ?? 0) + ((value - 128) * contrast) / 128;
  }
  return Uint8ClampedArray.from(sum);
}

/**
 * @param {DrawRectangle} rectangle
 * @param {() => number} random
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 */
function drawWindow(rectangle, random, left, top, width, height) {
  rectangle(left, top, width, height, [250, 250, 248]);
  rectangle(left, top, width, 28, [60, 70, 90]);
  for (let y = top + 44; y < top + height - LINE_PIXELS; y += LINE_PIXELS) {
    const end = left + width * (0.4 + 0.55 * random());
    for (let x = left + 16; x < end; x += GLYPH_PIXELS) {
      // A cell is a space between words or a letter, drawn as two stems and a bar.
      if (random() < 0.17) continue;
      const ink = [30 + random() * 60, 30, 40];
      rectangle(x, y + (random() < 0.3 ? 0 : 3), 1, 9, ink);
      if (random() < 0.7) rectangle(x + 4, y + 3, 1, 9, ink);
      rectangle(x, y + 3 + Math.floor(random() * 8), 5, 1, ink);
    }
  }
}
