import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { readPictureHeader } from '../../shared/pictures/picture-header.js';

/**
 * Reads a WebP, JPEG or PNG file and returns it as requests carry it: base64.
 * @throws Error naming the file and the problem
 */
export function readScreenshot(file: string, maxBytes: number): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Error(`${file} cannot be read`, { cause });
  }
  if (!readPictureHeader(bytes)) throw new Error(`${file} is not a WebP, JPEG or PNG picture`);
  if (bytes.length > maxBytes) {
    throw new Error(`${file} is too large: ${bytes.length} bytes, and screenshot.max_bytes is ${maxBytes}`);
  }
  return bytes.toString('base64');
}

export function parseScreen(text: string): { width: number; height: number } {
  const [, width, height] = /^(\d{1,6})x(\d{1,6})$/.exec(text) ?? [];
  if (width && height) return { width: Number(width), height: Number(height) };
  throw new InvalidArgumentError('allowed: width and height in pixels, such as 1920x1080.');
}
