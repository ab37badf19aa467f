import type { PictureSize } from './picture-size.js';

/** The properties of a picture that a WebP file's header states. */
export interface WebpHeader extends PictureSize {
  readonly animated: boolean;
}

/** The number of bytes that is enough to read any WebP header; the smallest lossless pictures have fewer. */
export const WEBP_HEADER_BYTES = 30;
/** The offset at which the contents of the first chunk begin, bytes. */
const FIRST_CHUNK = 20;
const VP8X_BYTES = 10;
const VP8L_BYTES = 5;
const VP8_BYTES = 10;

/**
 * Reads the header of a WebP file, without decoding anything; returns undefined when the file is not WebP.
 * Source: RFC 9649 §2.7 (VP8X).
 *
 * @param head the first `WEBP_HEADER_BYTES` bytes of the file, or more
 */
export function readWebpHeader(head: Buffer): WebpHeader | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const chunk = head.toString('latin1', 12, 16);
  const contents = head.subarray(FIRST_CHUNK);
  if (chunk !== 'VP8X') {
    const size = readBitstreamSize(chunk, contents);
    return size && { ...size, animated: false };
  }
  if (contents.length < VP8X_BYTES) return undefined;
  return {
    width: contents.readUIntLE(4, 3) + 1,
    height: contents.readUIntLE(7, 3) + 1,
    animated: (contents.readUInt8(0) & 0x02) !== 0,
  };
}

/**
 * Reads a picture's size from the picture's own bits; returns undefined when the chunk holds no picture.
 * Source: RFC 9649 §3.4 (VP8L), RFC 6386 §9.1 (VP8).
 *
 * @param chunk the chunk's name
 * @param contents the contents of the chunk, or their beginning
 */
export function readBitstreamSize(chunk: string, contents: Buffer): PictureSize | undefined {
  if (chunk === 'VP8L') {
    if (contents.length < VP8L_BYTES || contents.readUInt8(0) !== 0x2f) return undefined;
    const bits = contents.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk !== 'VP8 ' || contents.length < VP8_BYTES) return undefined;
  // A key frame: bit 0 of the frame tag is clear and the start code follows it.
  const isKeyFrame = (contents.readUInt8(0) & 0x01) === 0 && contents.readUIntBE(3, 3) === 0x9d012a;
  if (!isKeyFrame) return undefined;
  return { width: contents.readUInt16LE(6) & 0x3fff, height: contents.readUInt16LE(8) & 0x3fff };
}
