import { decodeBase64 } from '../../../shared/base64.js';
import type { Config } from '../../../shared/config/schema.js';
import { PICTURE_HEADER_BYTES, readPictureHeader, refusalOf } from '../../../shared/pictures/picture-header.js';
import { validationError } from './invalid.js';

/** The number of base64 characters that hold the header of a WebP or PNG file. */
const HEADER_CHARS = Math.ceil(PICTURE_HEADER_BYTES / 3) * 4;
/**
 * The number of base64 characters in which the size of a JPEG picture is looked for: segments of up to 64 KB may stand
 * before it, and a camera or an editor writes one or two. Decoding so much takes a tenth of a millisecond.
 */
const JPEG_HEADER_CHARS = 262_144;

/**
 * Checks a screenshot by its size and its header; the rest is not read here. A worker checks later that all of it is
 * base64, and that the file matches its header.
 *
 * @param base64 the bytes of the field, as they arrived
 * @returns false when it is not a WebP, JPEG or PNG picture; the turn then goes on without it
 * @throws NexyError `validation_failed`
 */
export function validateScreenshot(base64: Uint8Array, limits: Config['screenshot']): boolean {
  const maxChars = Math.ceil(limits.max_bytes / 3) * 4;
  if (base64.byteLength > maxChars) throw validationError('screenshot_too_large', `${limits.max_bytes} bytes`);
  let header = readPictureHeader(decodeHead(base64, HEADER_CHARS));
  if (header === 'incomplete') header = readPictureHeader(decodeHead(base64, JPEG_HEADER_CHARS));
  // The decoder finds the size of a JPEG picture, wherever it stands.
  if (header === 'incomplete') return true;
  if (!header) return false;
  const refusal = refusalOf(header, limits.max_pixels);
  if (refusal) throw validationError(refusal, `${limits.max_pixels} pixels`);
  return true;
}

/** Decodes the first `chars` characters. @throws NexyError `validation_failed` when they are not base64 */
function decodeHead(base64: Uint8Array, chars: number): Buffer {
  const head = base64.byteLength % 4 === 0 ? decodeBase64(base64.subarray(0, chars)) : undefined;
  const endsEarly = head && head.length < (chars / 4) * 3 && base64.byteLength > chars;
  if (!head || endsEarly) throw validationError('screenshot_not_base64');
  return head;
}
