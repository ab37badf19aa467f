/** WebP headers made by hand, after RFC 9649 and RFC 6386: just enough of a file to be recognised. */

function riff(chunk: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(12 + payload.length, 4);
  head.write('WEBP', 8, 'latin1');
  head.write(chunk, 12, 'latin1');
  head.writeUInt32LE(payload.length, 16);
  return Buffer.concat([head, payload]);
}

/** Lossy. */
export function vp8(width: number, height: number): Buffer {
  const payload = Buffer.alloc(16);
  payload.writeUIntBE(0x9d012a, 3, 3);
  payload.writeUInt16LE(width, 6);
  payload.writeUInt16LE(height, 8);
  return riff('VP8 ', payload);
}

/** Lossless; `tailBytes` of picture follow the header's five. */
export function vp8l(width: number, height: number, tailBytes = 16): Buffer {
  const payload = Buffer.alloc(5 + tailBytes);
  payload.writeUInt8(0x2f, 0);
  payload.writeUInt32LE((width - 1) | ((height - 1) << 14), 1);
  return riff('VP8L', payload);
}

/** Extended. */
export function vp8x(width: number, height: number, animated = false): Buffer {
  const payload = Buffer.alloc(10);
  payload.writeUInt8(animated ? 0x02 : 0x10, 0);
  payload.writeUIntLE(width - 1, 4, 3);
  payload.writeUIntLE(height - 1, 7, 3);
  return riff('VP8X', payload);
}

/** The head of a PNG file, whatever it is called. */
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(40)]);

export const base64 = (file: Buffer): Buffer => Buffer.from(file.toString('base64'), 'latin1');
