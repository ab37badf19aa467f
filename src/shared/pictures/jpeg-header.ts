import type { PictureSize } from './picture-size.js';

const START_OF_IMAGE = 0xffd8;
/** The offset of the first marker after the start of the image, bytes. */
const FIRST_SEGMENT = 2;
/** The bytes of a segment up to the end of the size in a frame header: marker, length, precision, height, width. */
const FRAME_HEADER_BYTES = 9;
/**
 * The most markers and fill bytes that are read before the frame header. Cameras and editors write a dozen; a file of
 * nothing but markers would keep the main thread busy for milliseconds.
 */
const MAX_MARKERS = 400;

/**
 * Reads the size of a JPEG file from its frame header; returns undefined when the file is not JPEG, and `incomplete`
 * when `head` ends before the frame header.
 */
export function readJpegSize(head: Buffer): PictureSize | 'incomplete' | undefined {
  const at = findFrameHeader(head);
  if (typeof at !== 'number') return at;
  return { width: head.readUInt16BE(at + 7), height: head.readUInt16BE(at + 5) };
}

/**
 * Finds the frame header, which follows segments of any length; returns its offset, or the same as `readJpegSize` when
 * there is none.
 * Source: ITU-T T.81, B.1.1.2 (markers), B.1.1.4 (segments), B.2.2 (frame header).
 */
export function findFrameHeader(head: Buffer): number | 'incomplete' | undefined {
  if (head.length < FIRST_SEGMENT || head.readUInt16BE(0) !== START_OF_IMAGE) return undefined;
  let at = FIRST_SEGMENT;
  for (let count = 0; count < MAX_MARKERS; count++) {
    if (at + FRAME_HEADER_BYTES > head.length) return 'incomplete';
    if (head.readUInt8(at) !== 0xff) return undefined;
    const marker = head.readUInt8(at + 1);
    if (isFrameHeader(marker)) return at;
    // A marker may have any number of fill bytes before it.
    if (marker === 0xff) at++;
    else if (isAlone(marker)) at += 2;
    else at += 2 + Math.max(2, head.readUInt16BE(at + 2));
  }
  return undefined;
}

/** Tells whether a marker is SOF0 to SOF15; three numbers among them mean other segments: DHT, JPG and DAC. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Tells whether a marker has no segment: TEM and the restart markers. */
function isAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}
