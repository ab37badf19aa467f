import type { PictureSize } from '../../shared/pictures/picture-size.js';
import { readBitstreamSize } from '../../shared/pictures/webp-header.js';
import type { FileFault } from './file-fault.js';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** The chunks of an animation; a still picture must not hold them. */
const ANIMATION = new Set(['ANIM', 'ANMF']);
const BITSTREAMS = new Set(['VP8 ', 'VP8L']);

/**
 * Finds the fault of a WebP file with a good header; returns undefined when no fault can be seen without decoding. A
 * file whose picture is missing or incomplete is broken, which costs only the picture. A file that holds another
 * picture than its header says was made to deceive a later reader, and is refused.
 * Source: RFC 9649 §2.3, 2.5 to 2.7. Bytes behind the file's end are ignored.
 */
export function findWebpFault(file: Buffer, header: PictureSize): FileFault | undefined {
  const end = file.readUInt32LE(4) + CHUNK_HEADER_BYTES;
  if (end > file.length) return 'truncated';
  for (let at = RIFF_HEADER_BYTES; at + CHUNK_HEADER_BYTES <= end; ) {
    const chunk = file.toString('latin1', at, at + 4);
    const contents = at + CHUNK_HEADER_BYTES;
    const contentsEnd = contents + file.readUInt32LE(at + 4);
    if (contentsEnd > end) return 'undecodable';
    if (ANIMATION.has(chunk)) return 'screenshot_animated';
    if (BITSTREAMS.has(chunk)) {
      const size = readBitstreamSize(chunk, file.subarray(contents, contentsEnd));
      if (!size) return 'undecodable';
      return size.width === header.width && size.height === header.height ? undefined : 'screenshot_not_webp';
    }
    // Chunks begin at even offsets.
    at = contentsEnd + (contentsEnd % 2);
  }
  return 'undecodable';
}
