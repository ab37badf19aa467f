/** JPEG and PNG headers made by hand, after ITU-T T.81 and the PNG specification: enough of a file to be recognised. */

/** Returns a PNG file without picture data. */
export function png(width: number, height: number): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', size), pngChunk('IEND')]);
}

/** Returns a chunk with a checksum of 0. */
export function pngChunk(name: string, contents = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(contents.length, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, contents, Buffer.alloc(4)]);
}

/** Returns a JPEG file without picture data. Comments of `commentBytes` stand before its frame header. */
export function jpeg(width: number, height: number, ...commentBytes: readonly number[]): Buffer {
  const frame = Buffer.from('ffc00011080000000003011100021100031100', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const start = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  return Buffer.concat([start, ...commentBytes.map(comment), frame, Buffer.from('ffd9', 'hex')]);
}

function comment(bytes: number): Buffer {
  const segment = Buffer.alloc(2 + bytes, 0x20);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(bytes, 2);
  return segment;
}
