import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PictureHeader, readPictureHeader } from '../../src/shared/pictures/picture-header.js';
import { findFault } from '../../src/workers/screenshot/find-fault.js';
import { jpeg, png, pngChunk } from '../harness/picture-headers.js';
import { pictureOf, webpOf } from '../harness/pictures.js';
import { chunk, onlyChunk, riff, vp8, vp8l, vp8x } from '../harness/webp.js';

function headerOf(file: Buffer): PictureHeader | undefined {
  const header = readPictureHeader(file);
  return header === 'incomplete' ? undefined : header;
}

function faultOf(file: Buffer): string {
  const header = headerOf(file);
  if (!header) throw new Error('a test of files with a good header');
  return findFault(file, header) ?? 'none';
}

const PICTURE = onlyChunk(vp8(640, 480));

describe('findFault with a valid WebP file', () => {
  it.each([
    ['lossy', vp8(640, 480)],
    ['lossless', vp8l(640, 480)],
    ['extended', vp8x(640, 480, false, PICTURE)],
    ['extended and lossless', vp8x(640, 480, false, onlyChunk(vp8l(640, 480)))],
    ['with other chunks before the picture', vp8x(640, 480, false, chunk('ICCP', Buffer.alloc(301)), PICTURE)],
    ['with the alpha chunk before the picture', vp8x(640, 480, false, chunk('ALPH', Buffer.alloc(7)), PICTURE)],
    ['with other chunks after the picture', vp8x(640, 480, false, PICTURE, chunk('EXIF', Buffer.alloc(50)))],
    ['with bytes after the end', Buffer.concat([vp8(640, 480), Buffer.alloc(33)])],
  ])('accepts a file: %s', (_kind, file) => {
    expect(faultOf(file)).toBe('none');
  });

  it.each([{}, { lossless: true }, { alpha: 0.5 }, { lossless: true, alpha: 0.5 }, { noisy: true }])(
    'accepts the output of encoders: %j',
    async (kind) => {
      expect(faultOf(await webpOf(31, 17, kind))).toBe('none');
    },
  );
});

describe('findFault with a truncated file', () => {
  it.each([
    ['lossy', vp8(640, 480)],
    ['extended', vp8x(640, 480, false, chunk('ICCP', Buffer.alloc(300)), PICTURE)],
  ])('reports it as truncated, wherever it was cut: %s', (_kind, file) => {
    for (let bytes = 30; bytes < file.length; bytes++) expect(faultOf(file.subarray(0, bytes))).toBe('truncated');
  });
});

describe('findFault with a file without its picture', () => {
  it.each([
    ['a header alone', vp8x(100, 100)],
    ['a file of another kind', vp8x(100, 100, false, chunk('EXIF', Buffer.alloc(80)))],
    ['a picture without valid data', vp8x(100, 100, false, chunk('VP8 ', Buffer.alloc(80)))],
    ['a file without chunks', riff(onlyChunk(vp8x(100, 100)), Buffer.from('VP8'))],
  ])('reports it as undecodable: %s', (_situation, file) => {
    expect(faultOf(file)).toBe('undecodable');
  });

  it('reports a chunk that is larger than its file', () => {
    const file = vp8x(640, 480, false, chunk('ICCP', Buffer.alloc(300)), PICTURE);
    for (const size of [file.length, 0x7fffffff, 0xffffffff]) {
      file.writeUInt32LE(size, 34);
      expect(faultOf(file)).toBe('undecodable');
    }
  });

  it('reports a file that claims to be shorter than its picture', () => {
    const file = vp8(640, 480);
    file.writeUInt32LE(14, 4);
    expect(faultOf(file)).toBe('undecodable');
  });
});

describe('findFault with a false header', () => {
  it.each([
    ['its picture is larger', vp8x(100, 100, false, onlyChunk(vp8(16_383, 16_383))), 'screenshot_not_webp'],
    ['its lossless picture is larger', vp8x(100, 100, false, onlyChunk(vp8l(16_383, 16_383))), 'screenshot_not_webp'],
    ['its picture is smaller', vp8x(100, 100, false, onlyChunk(vp8(99, 100))), 'screenshot_not_webp'],
    ['it has an animation flag', vp8x(640, 480, false, chunk('ANIM', Buffer.alloc(6)), PICTURE), 'screenshot_animated'],
    ['it has frames', vp8x(640, 480, false, chunk('ANMF', Buffer.alloc(60)), PICTURE), 'screenshot_animated'],
  ])('reports the contradiction: %s', (_lie, file, fault) => {
    expect(faultOf(file)).toBe(fault);
  });
});

describe('findFault with any bytes after a valid header', () => {
  it('reads them to their end and never beyond', () => {
    const chunks = fc.array(
      fc.tuple(fc.constantFrom('VP8 ', 'VP8L', 'ALPH', 'ICCP', 'ANMF', 'XMP '), fc.uint8Array({ maxLength: 40 })),
      { maxLength: 5 },
    );
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(chunks, damage, fc.nat(300), (parts, changes, bytes) => {
        const rest = parts.map(([name, contents]) => chunk(name, Buffer.from(contents)));
        const file = vp8x(100, 100, false, ...rest).subarray(0, 30 + bytes);
        const header = headerOf(file);
        for (const [place, byte] of changes) file[4 + (place % (file.length - 4))] = byte;
        const known = ['truncated', 'undecodable', 'screenshot_not_webp', 'screenshot_animated', undefined];
        if (header) expect(known).toContain(findFault(file, header));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Puts a whole JPEG picture into the first segment of another, as cameras do. */
function withThumbnail(file: Buffer): Buffer {
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), jpeg(2, 2)]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([file.subarray(0, 2), segment, file.subarray(2)]);
}

describe('findFault with a JPEG or PNG file', () => {
  it.each(['jpeg', 'png'] as const)(
    'accepts a whole file, also with bytes after its end, and no cut one: %s',
    async (format) => {
      const file = await pictureOf(format, 64, 48);
      expect(faultOf(file)).toBe('none');
      expect(faultOf(Buffer.concat([file, Buffer.alloc(33)]))).toBe('none');
      if (format === 'jpeg') expect(faultOf(withThumbnail(file))).toBe('none');
      for (const bytes of [file.length - 1, file.length >> 1])
        expect(faultOf(file.subarray(0, bytes))).toBe('truncated');
    },
  );

  it.each([
    [
      'a chunk that is longer than the file',
      Buffer.concat([png(9, 9).subarray(0, -12), Buffer.from('7fffffff49444154', 'hex')]),
    ],
    ['no end', png(9, 9).subarray(0, -12)],
    ['no end, in a JPEG', jpeg(9, 9).subarray(0, -2)],
    ['no end but that of its thumbnail, in a JPEG', withThumbnail(jpeg(9, 9)).subarray(0, -2)],
  ])('calls a file truncated that has %s', (_fault, file) => {
    expect(faultOf(file)).toBe('truncated');
  });

  it('reads any chunks to their end and never beyond', () => {
    const parts = fc.array(fc.tuple(fc.constantFrom('IDAT', 'tEXt', 'IEND'), fc.uint8Array({ maxLength: 40 })));
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(parts, damage, (chunks, changes) => {
        const rest = chunks.map(([name, contents]) => pngChunk(name, Buffer.from(contents)));
        const file = Buffer.concat([png(9, 9).subarray(0, -12), ...rest]);
        for (const [place, byte] of changes) file[24 + (place % (file.length - 24))] = byte;
        expect(['none', 'truncated']).toContain(faultOf(file));
      }),
    );
  });
});
