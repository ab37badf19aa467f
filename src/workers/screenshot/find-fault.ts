import type { ValidationReason } from '../../shared/errors.js';
import { readBitstreamSize, type WebpHeader } from '../../shared/webp-header.js';

const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Chunks of an animation; in a still picture they are a lie. */
const ANIMATION = new Set(['ANIM', 'ANMF']);
const BITSTREAMS = new Set(['VP8 ', 'VP8L']);

/** Broken in a way that costs the picture, or a reason to refuse the request. */
export type FileFault = 'truncated' | 'undecodable' | ValidationReason;

/**
 * What is wrong with a WebP file behind a good header; undefined = nothing that can be seen without decoding it. A file whose
 * picture is not there, or not all of it, is broken: that costs the picture. One that holds another picture than its header says
 * was made to deceive whoever reads it next: that is refused.
 * Source: RFC 9649 §2.3, 2.5 to 2.7. Bytes behind the file's end are nobody's business.
 */
export function findFault(file: Buffer, header: WebpHeader): FileFault | undefined {
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
    // Chunks begin at even places.
    at = contentsEnd + (contentsEnd % 2);
  }
  return 'undecodable';
}
