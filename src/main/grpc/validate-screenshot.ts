import type { Config } from '../../shared/config/schema.js';
import { invalid } from './invalid.js';
import { readWebpHeader, WEBP_HEADER_BYTES } from './webp-header.js';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** Base64 characters that hold a WebP header. */
const HEADER_CHARS = Math.ceil(WEBP_HEADER_BYTES / 3) * 4;

/**
 * Checks a screenshot by its size, its alphabet and its header; nothing is decoded but the header.
 * @param base64 the field's bytes as they came
 * @throws NexyError `validation_failed`
 */
export function validateScreenshot(base64: Uint8Array, limits: Config['screenshot']): void {
  const maxChars = Math.ceil(limits.max_bytes / 3) * 4;
  if (base64.byteLength > maxChars) throw invalid('screenshot_too_large', `${limits.max_bytes} bytes of WebP`);
  const bytes = Buffer.from(base64.buffer, base64.byteOffset, base64.byteLength);
  if (bytes.length % 4 !== 0 || !BASE64.test(bytes.toString('latin1'))) throw invalid('screenshot_not_base64');
  const header = readWebpHeader(Buffer.from(bytes.toString('latin1', 0, HEADER_CHARS), 'base64'));
  if (!header || header.width === 0 || header.height === 0) throw invalid('screenshot_not_webp');
  if (header.animated) throw invalid('screenshot_animated');
  if (header.width * header.height > limits.max_pixels) {
    throw invalid('screenshot_too_many_pixels', `${limits.max_pixels} pixels`);
  }
}
