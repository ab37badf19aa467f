import type { Config } from '../../shared/config/schema.js';
import { invalid } from './invalid.js';
import { readWebpHeader, WEBP_HEADER_BYTES } from './webp-header.js';

/** 1 for each byte of the base64 alphabet (RFC 4648 §4); read byte by byte, so that a picture of megabytes makes no string. */
const ALPHABET = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/') ALPHABET[char.charCodeAt(0)] = 1;
const PADDING = '='.charCodeAt(0);
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
  if (!isBase64(bytes)) throw invalid('screenshot_not_base64');
  const header = readWebpHeader(Buffer.from(bytes.toString('latin1', 0, HEADER_CHARS), 'base64'));
  if (!header || header.width === 0 || header.height === 0) throw invalid('screenshot_not_webp');
  if (header.animated) throw invalid('screenshot_animated');
  if (header.width * header.height > limits.max_pixels) {
    throw invalid('screenshot_too_many_pixels', `${limits.max_pixels} pixels`);
  }
}

function isBase64(bytes: Buffer): boolean {
  if (bytes.length % 4 !== 0) return false;
  let end = bytes.length;
  while (end > bytes.length - 2 && bytes[end - 1] === PADDING) end--;
  for (let i = 0; i < end; i++) if (ALPHABET[bytes[i] ?? 0] !== 1) return false;
  return true;
}
