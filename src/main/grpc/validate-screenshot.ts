import { decodeBase64 } from '../../shared/base64.js';
import type { Config } from '../../shared/config/schema.js';
import { readWebpHeader, refusalOf, WEBP_HEADER_BYTES } from '../../shared/webp-header.js';
import { validationError } from './invalid.js';

/** The number of base64 characters that hold a WebP header. */
const HEADER_CHARS = Math.ceil(WEBP_HEADER_BYTES / 3) * 4;

/**
 * Checks a screenshot by its size and its header; the rest is not read here. A worker checks later that all of it is
 * base64, and that the file matches its header.
 *
 * @param base64 the bytes of the field, as they arrived
 * @throws NexyError `validation_failed`
 */
export function validateScreenshot(base64: Uint8Array, limits: Config['screenshot']): void {
  const maxChars = Math.ceil(limits.max_bytes / 3) * 4;
  if (base64.byteLength > maxChars) throw validationError('screenshot_too_large', `${limits.max_bytes} bytes of WebP`);
  const head = base64.byteLength % 4 === 0 ? decodeBase64(base64.subarray(0, HEADER_CHARS)) : undefined;
  const endsEarly = head && head.length < WEBP_HEADER_BYTES && base64.byteLength > HEADER_CHARS;
  if (!head || endsEarly) throw validationError('screenshot_not_base64');
  const refusal = refusalOf(readWebpHeader(head), limits.max_pixels);
  if (refusal) throw validationError(refusal, `${limits.max_pixels} pixels`);
}
