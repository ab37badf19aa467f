import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWebpHeader, WEBP_HEADER_BYTES } from '../../src/shared/pictures/webp-header.js';
import { GIF, vp8, vp8l, vp8x } from '../harness/webp.js';

const edge14 = fc.integer({ min: 1, max: 16_383 });
const edge24 = fc.integer({ min: 1, max: 16_777_216 });

describe('readWebpHeader', () => {
  it('returns the size of a lossy picture', () => {
    fc.assert(
      fc.property(edge14, edge14, (width, height) => {
        expect(readWebpHeader(vp8(width, height))).toEqual({ width, height, animated: false });
      }),
    );
  });

  it('returns the size of a lossless picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), fc.integer({ min: 1, max: 16_384 }), (width, height) => {
        expect(readWebpHeader(vp8l(width, height))).toEqual({ width, height, animated: false });
      }),
    );
  });

  it('returns the size of an extended picture, and whether it is animated', () => {
    fc.assert(
      fc.property(edge24, edge24, fc.boolean(), (width, height, animated) => {
        expect(readWebpHeader(vp8x(width, height, animated))).toEqual({ width, height, animated });
      }),
    );
  });

  it('reads the smallest lossless picture, of 26 bytes', () => {
    expect(readWebpHeader(vp8l(1, 1, 1))).toEqual({ width: 1, height: 1, animated: false });
  });

  it('leaves the scaling bits out of the size of a lossy picture', () => {
    const scaled = vp8(640, 480);
    scaled.writeUInt16LE(640 | 0x4000, 26);
    scaled.writeUInt16LE(480 | 0xc000, 28);
    expect(readWebpHeader(scaled)).toMatchObject({ width: 640, height: 480 });
  });
});

describe('readWebpHeader, for a file that is not a WebP picture', () => {
  it.each([
    ['a GIF', GIF],
    ['a WAV, which is a RIFF file too', Buffer.from(`RIFF\0\0\0\0WAVEfmt ${' '.repeat(40)}`, 'latin1')],
    ['an unknown chunk first', Buffer.from(`RIFF\0\0\0\0WEBPALPH${' '.repeat(40)}`, 'latin1')],
    ['a lossy picture without its start code', Buffer.concat([vp8(4, 4).subarray(0, 23), Buffer.alloc(20)])],
    ['a lossless picture without its signature', Buffer.concat([vp8l(4, 4).subarray(0, 20), Buffer.alloc(20)])],
    ['an empty file', Buffer.alloc(0)],
  ])('returns undefined: %s', (_situation, file) => {
    expect(readWebpHeader(file)).toBeUndefined();
  });

  it('returns undefined when a lossy picture does not begin with a key frame', () => {
    const file = vp8(4, 4);
    file.writeUInt8(0x01, 20);
    expect(readWebpHeader(file)).toBeUndefined();
  });

  it.each([
    ['lossy', vp8(4, 4), 30],
    ['lossless', vp8l(4, 4), 25],
    ['extended', vp8x(4, 4), 30],
  ])('returns undefined when the %s header is cut short', (_kind, file, needed) => {
    for (let bytes = 0; bytes < needed; bytes++) expect(readWebpHeader(file.subarray(0, bytes))).toBeUndefined();
    expect(readWebpHeader(file.subarray(0, needed))).toBeDefined();
  });

  it('never throws', () => {
    const start = fc.constantFrom('', 'RIFF\0\0\0\0WEBPVP8 ', 'RIFF\0\0\0\0WEBPVP8L', 'RIFF\0\0\0\0WEBPVP8X');
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: WEBP_HEADER_BYTES }), (head, rest) => {
        const header = readWebpHeader(Buffer.concat([Buffer.from(head, 'latin1'), rest]));
        if (header) expect(header.width * header.height).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
