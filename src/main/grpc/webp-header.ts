/** What a WebP file's header says of the picture. */
export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

/** Bytes that are enough to read any WebP header; the smallest lossless pictures have fewer. */
export const WEBP_HEADER_BYTES = 30;
const VP8L_HEADER_BYTES = 25;

/**
 * Reads the header of a WebP file, without decoding anything; undefined when it is none.
 * Source: RFC 9649 (VP8X §2.7, VP8L §3.4), RFC 6386 §9.1 (VP8).
 *
 * @param head the first `WEBP_HEADER_BYTES` bytes of the file
 */
export function readWebpHeader(head: Buffer): WebpHeader | undefined {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const chunk = head.toString('latin1', 12, 16);
  if (head.length < (chunk === 'VP8L' ? VP8L_HEADER_BYTES : WEBP_HEADER_BYTES)) return undefined;
  switch (chunk) {
    case 'VP8X':
      return {
        width: head.readUIntLE(24, 3) + 1,
        height: head.readUIntLE(27, 3) + 1,
        animated: (head.readUInt8(20) & 0x02) !== 0,
      };
    case 'VP8L': {
      if (head.readUInt8(20) !== 0x2f) return undefined;
      const bits = head.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, animated: false };
    }
    case 'VP8 ': {
      // A key frame: bit 0 of the frame tag is clear and the start code follows it.
      const isKeyFrame = (head.readUInt8(20) & 0x01) === 0 && head.readUIntBE(23, 3) === 0x9d012a;
      if (!isKeyFrame) return undefined;
      return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff, animated: false };
    }
    default:
      return undefined;
  }
}
