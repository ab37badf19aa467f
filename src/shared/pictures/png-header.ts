import type { PictureSize } from './picture-size.js';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** The offset behind the size in the first chunk, IHDR, bytes. */
const SIZE_END = 24;

/**
 * Reads the size of a PNG file from its first chunk; returns undefined when the file is not PNG.
 * Source: PNG (W3C, third edition) §5.2, 11.2.1.
 */
export function readPngSize(head: Buffer): PictureSize | undefined {
  if (head.length < SIZE_END || !head.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  if (head.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
