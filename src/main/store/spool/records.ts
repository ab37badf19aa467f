import { crc32 } from 'node:zlib';

/** The bytes in front of each record: its length and its CRC-32, each 32 bits, little-endian. */
export const HEADER_BYTES = 8;

/** Returns the records with their headers, as one block of bytes. */
export function encodeRecords(payloads: readonly Uint8Array[]): Buffer {
  const byteLength = payloads.reduce((sum, payload) => sum + HEADER_BYTES + payload.byteLength, 0);
  const block = Buffer.allocUnsafe(byteLength);
  let at = 0;
  for (const payload of payloads) {
    at = block.writeUInt32LE(payload.byteLength, at);
    at = block.writeUInt32LE(crc32(payload), at);
    block.set(payload, at);
    at += payload.byteLength;
  }
  return block;
}

/** The records of a file up to the first one that is not whole. */
export interface ReadRecords {
  readonly payloads: readonly Buffer[];
  /** The number of bytes of the whole records. What follows is the end of an interrupted write, or damaged. */
  readonly wholeBytes: number;
}

/** Reads the records of a file; stops at the first record that is cut off or whose checksum is wrong. */
export function decodeRecords(file: Buffer): ReadRecords {
  const payloads: Buffer[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= file.byteLength) {
    const end = at + HEADER_BYTES + file.readUInt32LE(at);
    if (end > file.byteLength) break;
    const payload = file.subarray(at + HEADER_BYTES, end);
    if (crc32(payload) !== file.readUInt32LE(at + 4)) break;
    payloads.push(payload);
    at = end;
  }
  return { payloads, wholeBytes: at };
}
