import { findFrameHeader } from '../../shared/pictures/jpeg-header.js';
import type { PictureFormat, PictureHeader } from '../../shared/pictures/picture-header.js';
import type { FileFault } from './file-fault.js';
import { findWebpFault } from './find-webp-fault.js';

const PNG_SIGNATURE_BYTES = 8;
/** The bytes of a chunk around its contents: length, name and checksum. */
const PNG_CHUNK_BYTES = 12;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

const FINDERS: Readonly<Record<PictureFormat, (file: Buffer, header: PictureHeader) => FileFault | undefined>> = {
  webp: findWebpFault,
  jpeg: findJpegFault,
  png: findPngFault,
};

/**
 * Finds the fault of a picture's file with a good header; returns undefined when no fault can be seen without decoding.
 */
export function findFault(file: Buffer, header: PictureHeader): FileFault | undefined {
  return FINDERS[header.format](file, header);
}

/**
 * A whole JPEG file has an end marker (ITU-T T.81, B.1.1.3); other bytes may follow it. A marker before the frame header
 * is that of a thumbnail.
 */
function findJpegFault(file: Buffer): FileFault | undefined {
  const frame = findFrameHeader(file);
  return typeof frame === 'number' && file.includes(END_OF_IMAGE, frame) ? undefined : 'truncated';
}

/** A whole PNG file is a list of chunks up to IEND (W3C, third edition, §5.3, 5.6). */
function findPngFault(file: Buffer): FileFault | undefined {
  for (let at = PNG_SIGNATURE_BYTES; at + PNG_CHUNK_BYTES <= file.length; ) {
    const end = at + PNG_CHUNK_BYTES + file.readUInt32BE(at);
    if (end > file.length) return 'truncated';
    if (file.toString('latin1', at + 4, at + 8) === 'IEND') return undefined;
    at = end;
  }
  return 'truncated';
}
