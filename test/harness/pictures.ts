/** Makes real pictures, and inspects the prepared pictures without any code of the server. */
import { execFileSync } from 'node:child_process';
import sharp from 'sharp';

export interface PictureKind {
  readonly lossless?: boolean;
  /** The opacity of the whole picture, 0 to 1; undefined for a picture without an alpha channel. */
  readonly alpha?: number;
  /** Fills the picture with noise, so that it is hard to encode and slow to decode. */
  readonly noisy?: boolean;
}

/** Returns a WebP picture, of one colour unless it is noisy. */
export async function webpOf(width: number, height: number, kind: PictureKind = {}): Promise<Buffer> {
  const { lossless = false, alpha, noisy = false } = kind;
  const background = { r: 30, g: 60, b: 90, alpha: alpha ?? 1 };
  const noise = noisy ? { noise: { type: 'gaussian', mean: 128, sigma: 40 } as const } : {};
  const create = { width, height, channels: alpha === undefined ? 3 : 4, background, ...noise } as const;
  return await sharp({ create }).webp({ lossless, quality: 60, effort: 0 }).toBuffer();
}

/** Returns a noisy picture in a format. */
export async function pictureOf(
  format: 'jpeg' | 'png' | 'webp' | 'gif',
  width: number,
  height: number,
): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  return await sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .toFormat(format)
    .toBuffer();
}

/** Returns the size in the frame header of a JPEG file (ITU T.81, B.2.2); undefined when the file is not a JPEG. */
export function jpegSize(file: Uint8Array): { width: number; height: number } | undefined {
  const bytes = Buffer.from(file);
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt16BE(at);
    if (marker === 0xffc0 || marker === 0xffc2) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
  }
  return undefined;
}

/**
 * Returns the first pixel of a picture, one number a channel. The picture is decoded in a process of its own, as the
 * server limits the formats that the decoder of this process reads.
 */
export function firstPixel(file: Uint8Array): number[] {
  const decode = `
    import sharp from 'sharp';
    import { buffer } from 'node:stream/consumers';
    const { data, info } = await sharp(await buffer(process.stdin)).raw().toBuffer({ resolveWithObject: true });
    console.log(JSON.stringify([...data.subarray(0, info.channels)]));`;
  const args = ['--input-type=module', '--eval', decode];
  return JSON.parse(execFileSync(process.execPath, args, { input: file, encoding: 'utf8' })) as number[];
}
