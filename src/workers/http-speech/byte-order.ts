export type ByteOrder = 'big' | 'little';

/**
 * Finds the byte order of 16-bit PCM: sound changes little from one sample to the next, and read in the wrong order it
 * is noise. A type such as audio/L16 does not tell the order: it is big-endian by RFC 2586, but some servers send
 * little-endian under its name.
 *
 * @param bytes whole samples that are not all 0, about 20 ms of them
 */
export function findByteOrder(bytes: Buffer): ByteOrder {
  let big = 0;
  let little = 0;
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    big += Math.abs(bytes.readInt16BE(at) - bytes.readInt16BE(at - 2));
    little += Math.abs(bytes.readInt16LE(at) - bytes.readInt16LE(at - 2));
  }
  return little < big ? 'little' : 'big';
}
