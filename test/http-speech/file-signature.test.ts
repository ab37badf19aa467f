import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFileKind } from '../../src/workers/http-speech/file-signature.js';
import { adtsFrames, bytesOf, FILE_HEADS, mp3Frames, randomBytes, TEXTS } from '../harness/sound-formats.js';
import { pcmOf, wavOf } from '../harness/speech-server.js';

const samples = (...values: number[]): Buffer => Buffer.concat([bytesOf(Int16Array.from(values)), Buffer.alloc(9_000)]);

/** Feeds a stream byte by byte until its kind is known; returns the kind and the number of bytes that it took. */
function kindOf(bytes: Buffer): { kind: unknown; after: number } {
  for (let length = 1; length <= bytes.length; length++) {
    const kind = readFileKind(bytes.subarray(0, length), false);
    if (kind !== 'more') return { kind, after: length };
  }
  return { kind: readFileKind(bytes, true), after: bytes.length };
}

describe('readFileKind', () => {
  it.each(FILE_HEADS)('identifies a file by its first bytes: %s', (name, head) => {
    const file = Buffer.concat([head, randomBytes(9_000)]);
    expect(kindOf(file).kind).toEqual({ other: name });
    expect(kindOf(file).after).toBeLessThanOrEqual(32);
  });

  it.each([
    ['mp3', mp3Frames(4)],
    ['aac', adtsFrames(4)],
    ['aac', adtsFrames(4, 1_500)],
  ])('identifies frames without a container by two headers: %s', (name, frames) => {
    expect(kindOf(frames).kind).toEqual({ other: name });
  });

  it.each(TEXTS)('identifies text by its characters: %s', (text) => {
    expect(kindOf(Buffer.from(text)).kind).toEqual({ other: 'text' });
    expect(readFileKind(Buffer.from(text.slice(0, 5)), true)).toEqual({ other: 'text' });
  });

  it('identifies a WAV by its first twelve bytes', () => {
    expect(kindOf(wavOf(pcmOf('Hello.'))).kind).toBe('wav');
  });

  it.each<[string, Buffer]>([
    ['silence', samples(0, 0, 0, 0)],
    ['near silence', samples(-1, 18, -1, 0, 2, -3)],
    ['a first sample at full scale', samples(32_767, 32_767, -32_768)],
    ['a sample that looks like an MPEG frame', samples(-1_025, 144, 0)],
    ['a sample that looks like an ADTS frame', samples(-3_585, 0x4058, 0x1ff)],
    ['a sample that looks like a gzip header', samples(-29_921, 5, 9)],
    ['samples of which the first eight bytes are printable', samples(0x4142, 0x4344, 0x4546, 0x4748, 0x1100)],
  ])('takes other bytes for samples: %s', (_situation, bytes) => {
    expect(kindOf(bytes).kind).toBe('samples');
  });

  it('identifies speech as samples by its first bytes, and never as a file', () => {
    const quiet = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 5_000, maxLength: 5_000 });
    fc.assert(
      fc.property(quiet, (values) => {
        expect(kindOf(samples(...values)).kind).toBe('samples');
      }),
      { numRuns: 50 },
    );
  });

  it('accepts any bytes in any pieces without an error', () => {
    const head = fc.constantFrom(...FILE_HEADS.map(([, bytes]) => bytes), mp3Frames(1), adtsFrames(1), Buffer.alloc(0));
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 60 }), fc.nat({ max: 20 }), (start, rest, cut) => {
        const bytes = Buffer.concat([start.subarray(0, start.length - Math.min(cut, start.length)), rest]);
        const early = readFileKind(bytes.subarray(0, 30), false);
        // The kind of the first bytes stays the same when more bytes follow.
        if (early !== 'more') expect(readFileKind(bytes, false)).toEqual(early);
        expect(readFileKind(bytes, true)).not.toBe('more');
      }),
    );
  });
});
