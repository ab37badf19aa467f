import type { ValidationReason } from '../errors.js';
import { readJpegSize } from './jpeg-header.js';
import type { PictureSize } from './picture-size.js';
import { readPngSize } from './png-header.js';
import { readWebpHeader, WEBP_HEADER_BYTES, type WebpHeader } from './webp-header.js';

/** The formats of screenshots: clients send WebP, or JPEG or PNG when their WebP encoder fails. */
export type PictureFormat = 'webp' | 'jpeg' | 'png';

/** The properties of a picture that its file's header states. */
export interface PictureHeader extends PictureSize {
  readonly format: PictureFormat;
  readonly animated: boolean;
}

/** The number of bytes that shows the format of a picture, and the size of a WebP or PNG picture. */
export const PICTURE_HEADER_BYTES = WEBP_HEADER_BYTES;

/**
 * Reads the header of a picture without decoding anything; returns undefined when the file is not WebP, JPEG or PNG, and
 * `incomplete` when it is a JPEG file whose size comes after `head`.
 *
 * @param head the first `PICTURE_HEADER_BYTES` bytes of the file, or more
 */
export function readPictureHeader(head: Buffer): PictureHeader | 'incomplete' | undefined {
  const jpeg = readJpegSize(head);
  if (jpeg === 'incomplete') return jpeg;
  const header = headerOf('jpeg', jpeg) ?? headerOf('png', readPngSize(head)) ?? headerOf('webp', readWebpHeader(head));
  return header && header.width > 0 && header.height > 0 ? header : undefined;
}

function headerOf(format: PictureFormat, found: PictureSize | WebpHeader | undefined): PictureHeader | undefined {
  return found && { animated: false, ...found, format };
}

/** Returns the reason to refuse a screenshot with this header; undefined when it is accepted. */
export function refusalOf({ animated, width, height }: PictureHeader, maxPixels: number): ValidationReason | undefined {
  if (animated) return 'screenshot_animated';
  return width * height > maxPixels ? 'screenshot_too_many_pixels' : undefined;
}
