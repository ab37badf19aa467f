import { crc32 } from 'node:zlib';

/** The bytes in front of each record: its length, and the CRC-32 of this length and the record, each 32 bits, little-endian. */
export const HEADER_BYTES = 8;
/** The bytes of the length. */
const LENGTH_BYTES = 4;

/** Returns the records with their headers, as one block of bytes. */
export function encodeRecords(payloads: readonly Uint8Array[]): Buffer {
  const byteLength = payloads.reduce((sum, payload) => sum + HEADER_BYTES + payload.byteLength, 0);
  const block = Buffer.allocUnsafe(byteLength);
  let at = 0;
  for (const payload of payloads) {
    const lengthAt = at;
    at = block.writeUInt32LE(payload.byteLength, at);
    at = block.writeUInt32LE(checksum(block.subarray(lengthAt, at), payload), at);
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
    if (checksum(file.subarray(at, at + LENGTH_BYTES), payload) !== file.readUInt32LE(at + LENGTH_BYTES)) break;
    payloads.push(payload);
    at = end;
  }
  return { payloads, wholeBytes: at };
}

/** Returns the checksum of a record. It includes the length: the zeros at the end of a file are no empty records then. */
const checksum = (length: Uint8Array, payload: Uint8Array): number => crc32(payload, crc32(length));
