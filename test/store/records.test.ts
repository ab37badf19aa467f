import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecords, encodeRecords, HEADER_BYTES } from '../../src/main/store/spool/records.js';

const payloads = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
const asArrays = (list: readonly Uint8Array[]): number[][] => list.map((payload) => [...payload]);

describe('decodeRecords', () => {
  it('returns what encodeRecords was given', () => {
    const property = fc.property(payloads, (list) => {
      const block = encodeRecords(list);
      const read = decodeRecords(block);
      expect(asArrays(read.payloads)).toEqual(asArrays(list));
      expect(read.wholeBytes).toBe(block.byteLength);
    });
    fc.assert(property);
  });

  it('returns the whole records of a file that was cut off anywhere', () => {
    const property = fc.property(payloads, fc.nat(), (list, cut) => {
      const block = encodeRecords(list);
      const file = block.subarray(0, cut % (block.byteLength + 1));
      const ends = list.map((_, i) => encodeRecords(list.slice(0, i + 1)).byteLength);
      const read = decodeRecords(file);
      expect(read.payloads).toHaveLength(ends.filter((end) => end <= file.byteLength).length);
      expect(read.wholeBytes).toBe(encodeRecords(read.payloads).byteLength);
    });
    fc.assert(property);
  });

  it('returns no record at or after a byte that was changed', () => {
    const nonEmpty = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 12 });
    const property = fc.property(nonEmpty, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, place, change) => {
      const file = encodeRecords(list);
      const at = place % file.byteLength;
      file[at]! ^= change;
      const { payloads: read, wholeBytes } = decodeRecords(file);
      expect(wholeBytes).toBeLessThanOrEqual(at);
      expect(asArrays(read)).toEqual(asArrays(list.slice(0, read.length)));
    });
    fc.assert(property);
  });

  it('reads no record from zeros, which a file system may leave at the end of a file', () => {
    const { payloads: read, wholeBytes } = decodeRecords(
      Buffer.concat([encodeRecords([Buffer.from('row')]), Buffer.alloc(64)]),
    );
    expect(read.map(String)).toEqual(['row']);
    expect(wholeBytes).toBe(HEADER_BYTES + 3);
  });
});
