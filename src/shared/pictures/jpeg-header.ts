import type { PictureSize } from './picture-size.js';

const START_OF_IMAGE = 0xffd8;
/** The offset of the first marker after the start of the image, bytes. */
const FIRST_SEGMENT = 2;
/** The bytes of a segment up to the end of the size in a frame header: marker, length, precision, height, width. */
const FRAME_HEADER_BYTES = 9;

/**
 * Reads the size of a JPEG file from its frame header, which follows segments of any length; returns undefined when the
 * file is not JPEG, and `incomplete` when `head` ends before the frame header.
 * Source: ITU-T T.81, B.1.1.3 (markers), B.1.1.4 (segments), B.2.2 (frame header).
 */
export function readJpegSize(head: Buffer): PictureSize | 'incomplete' | undefined {
  if (head.length < FIRST_SEGMENT || head.readUInt16BE(0) !== START_OF_IMAGE) return undefined;
  let at = FIRST_SEGMENT;
  while (at + FRAME_HEADER_BYTES <= head.length) {
    if (head.readUInt8(at) !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    // A marker may have any number of fill bytes before it.
    if (marker === 0xff) at++;
    else if (isFrameHeader(marker)) return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
    else if (isAlone(marker)) at += 2;
    else at += 2 + Math.max(2, head.readUInt16BE(at + 2));
  }
  return 'incomplete';
}

/** Tells whether a marker is SOF0 to SOF15; three numbers among them mean other segments: DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Tells whether a marker has no segment: TEM and the restart markers. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}
