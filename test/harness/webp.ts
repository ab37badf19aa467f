/** WebP headers made by hand, after RFC 9649 and RFC 6386: enough of a file to be recognised. */

/** Returns a chunk: its name, its size, its contents, and a padding byte when the contents have an odd length. */
export function chunk(name: string, contents: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(contents.length, 4);
  return Buffer.concat([head, contents, Buffer.alloc(contents.length % 2)]);
}

/** Returns a file of these chunks. */
export function riff(...chunks: readonly Buffer[]): Buffer {
  return chunk('RIFF', Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]));
}

/** Returns a lossy picture. */
export function vp8(width: number, height: number): Buffer {
  const payload = Buffer.alloc(16);
  payload.writeUIntBE(0x9d012a, 3, 3);
  payload.writeUInt16LE(width, 6);
  payload.writeUInt16LE(height, 8);
  return riff(chunk('VP8 ', payload));
}

/** Returns a lossless picture; `tailBytes` of picture data follow the five bytes of the header. */
export function vp8l(width: number, height: number, tailBytes = 16): Buffer {
  const payload = Buffer.alloc(5 + tailBytes);
  payload.writeUInt8(0x2f, 0);
  payload.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  return riff(chunk('VP8L', payload));
}

/** Returns an extended picture; `rest` are the chunks after its header. */
export function vp8x(width: number, height: number, animated = false, ...rest: readonly Buffer[]): Buffer {
  const payload = Buffer.alloc(10);
  payload.writeUInt8(animated ? 0x02 : 0x10, 0);
  payload.writeUIntLE(width - 1, 4, 3);
  payload.writeUIntLE(height - 1, 7, 3);
  return riff(chunk('VP8X', payload), ...rest);
}

/** Returns the chunk of a file that has only one chunk. */
export const onlyChunk = (file: Buffer): Buffer => file.subarray(12);

/** The head of a GIF file, which is no format of screenshots. */
export const GIF = Buffer.concat([Buffer.from('GIF89a', 'latin1'), Buffer.alloc(50)]);

export const base64 = (file: Buffer): Buffer => Buffer.from(file.toString('base64'), 'latin1');
