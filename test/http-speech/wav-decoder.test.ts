import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sound } from '../../src/workers/http-speech/sound-guard.js';
import { WavDecoder } from '../../src/workers/http-speech/wav-decoder.js';
import { bytesOf, pcmOf, type WavOptions, wavOf } from '../harness/speech-server.js';

const ONE = pcmOf('One.', 60);
const TWO = pcmOf('Two.', 45);
const chunk = (id: string, bytes: Buffer, size = bytes.length): Buffer => {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, bytes]);
};
const INFO = Buffer.from('INFOISFT\x0e\0\0\0Lavf60.16.100\0', 'latin1');
const LIST = chunk('LIST', INFO);

interface Decoded {
  readonly sounds: readonly Sound[];
  readonly decoder: WavDecoder;
}

function decode(bytes: Buffer, pieces: readonly number[] = [bytes.length]): Decoded {
  const decoder = new WavDecoder();
  const sounds: Sound[] = [];
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const size = pieces[nth % pieces.length]!;
    sounds.push(...decoder.decode(bytes.subarray(at, at + size)));
    at += size;
  }
  sounds.push(...decoder.end());
  return { sounds, decoder };
}
const samplesOf = ({ sounds }: Decoded): Int16Array => Int16Array.from(sounds.flatMap(({ samples }) => [...samples]));
const ratesOf = ({ sounds }: Decoded): number[] => [...new Set(sounds.map(({ sampleRateHz }) => sampleRateHz))];

/** The sizes of the pieces in which each stream is decoded. */
const PIECES = [[1_000_000], [1], [3, 44, 1_001], [2, 7]];

describe('WavDecoder', () => {
  const open = { dataBytes: 0xffff_ffff };
  it.each<[string, Buffer]>([
    ['its size is right', wavOf(ONE)],
    ...[0, 0xffff_ffff, 0x7fff_ffff, 2_000_000_000, 0xffff_ffdb].map((dataBytes): [string, Buffer] => [
      `its size is ${dataBytes}`,
      wavOf(ONE, { dataBytes }),
    ]),
    ['its size is too large', wavOf(ONE, { dataBytes: 100_000 })],
    ['its size is too large, and a LIST follows', Buffer.concat([wavOf(ONE, { dataBytes: 100_000 }), LIST])],
    ['its size is too small', wavOf(ONE, { dataBytes: 960 })],
    ['its size is too small and odd', wavOf(ONE, { dataBytes: 961 })],
    ['its size is too small, and a LIST follows', Buffer.concat([wavOf(ONE, { dataBytes: 960 }), LIST])],
    ['a LIST stands before its samples', wavOf(ONE, { extra: [{ id: 'LIST', bytes: INFO }] })],
    ['a LIST of odd size stands before its samples', wavOf(ONE, { extra: [{ id: 'LIST', bytes: INFO.subarray(1) }] })],
    ['a LIST follows', Buffer.concat([wavOf(ONE), LIST])],
    ['a LIST follows an open size', Buffer.concat([wavOf(ONE, open), LIST])],
    ['a LIST of odd size follows', Buffer.concat([wavOf(ONE, open), chunk('LIST', INFO.subarray(1))])],
    ['a LIST and a C2PA follow', Buffer.concat([wavOf(ONE, open), LIST, chunk('C2PA', Buffer.alloc(1_841, 0x55))])],
    [
      'an odd LIST, its padding and an id3 follow',
      Buffer.concat([wavOf(ONE), chunk('LIST', Buffer.from('odd')), Buffer.alloc(1), chunk('id3 ', INFO)]),
    ],
    ['a chunk of an unknown name follows', Buffer.concat([wavOf(ONE), chunk('vend', Buffer.alloc(99, 0x7f))])],
    ['text follows', Buffer.concat([wavOf(ONE), Buffer.from('{"error":"the voice was lost in the middle"}')])],
    ['a chunk that is cut follows', Buffer.concat([wavOf(ONE), LIST.subarray(0, 11)])],
  ])('decodes exactly the samples of the file: %s', (_situation, file) => {
    for (const pieces of PIECES) expect(samplesOf(decode(file, pieces))).toEqual(ONE);
  });

  it.each<[string, WavOptions, WavOptions]>([
    ['of right sizes', {}, {}],
    ['of open sizes', { dataBytes: 0 }, { dataBytes: 0xffff_ffff }],
    ['of one open size', {}, { dataBytes: 0xffff_ffff }],
    ['of sizes that are too large', { dataBytes: 50_000 }, { dataBytes: 60_000 }],
    ['of sizes that are too small', { dataBytes: 200 }, { dataBytes: 200 }],
    [
      'with chunks between them',
      { extra: [{ id: 'fact', bytes: Buffer.alloc(4) }] },
      { extra: [{ id: 'LIST', bytes: INFO }] },
    ],
  ])('accepts further files in the stream, %s', (_situation, first, second) => {
    const files = Buffer.concat([wavOf(ONE, first), wavOf(TWO, second), LIST, wavOf(ONE)]);
    for (const pieces of PIECES)
      expect(samplesOf(decode(files, pieces))).toEqual(Int16Array.of(...ONE, ...TWO, ...ONE));
  });

  it('keeps the rate and the channels of each file', () => {
    const stereo = Int16Array.from({ length: TWO.length * 2 }, (_, n) => TWO[n >> 1]!);
    const files = Buffer.concat([
      wavOf(ONE),
      wavOf(stereo, { channels: 2, rateHz: 44_100 }),
      wavOf(ONE, { rateHz: 8_000 }),
    ]);
    for (const pieces of PIECES) {
      const decoded = decode(files, pieces);
      expect(samplesOf(decoded)).toEqual(Int16Array.of(...ONE, ...TWO, ...ONE));
      expect(ratesOf(decoded)).toEqual([24_000, 44_100, 8_000]);
    }
  });

  it('rejects a second file of another format', () => {
    expect(() => decode(Buffer.concat([wavOf(ONE), wavOf(TWO, { tag: 3 })]))).toThrow('invalid_response');
  });

  it('ignores half a sample', () => {
    expect(samplesOf(decode(Buffer.concat([wavOf(ONE, open), Buffer.from([9])])))).toEqual(ONE);
  });
});

describe('WavDecoder at the end of a file', () => {
  it('knows from the size, or from a chunk after an open size, that the file is complete', () => {
    const file = wavOf(ONE);
    const decoder = new WavDecoder();
    const feed = (bytes: Buffer): boolean => {
      for (const _sound of decoder.decode(bytes)) {
        // Only the state matters.
      }
      return decoder.isWhole;
    };
    expect(feed(file.subarray(0, file.length - 1))).toBe(false);
    expect(feed(file.subarray(file.length - 1))).toBe(true);
    expect(feed(LIST.subarray(0, 9))).toBe(true);
    expect(feed(LIST.subarray(9))).toBe(true);
    expect(feed(wavOf(TWO, { dataBytes: 0 }))).toBe(false);
    expect(feed(Buffer.concat([LIST, LIST]))).toBe(true);
  });

  it.each<[string, Buffer, boolean]>([
    ['its size is right', wavOf(ONE), false],
    ['its size is open', wavOf(ONE, { dataBytes: 0 }), false],
    ['its size is too small', wavOf(ONE, { dataBytes: 960 }), false],
    ['it is cut within its samples', wavOf(ONE).subarray(0, 1_000), true],
    ['it is cut within its header', wavOf(ONE).subarray(0, 30), true],
    ['the second is cut within its header', Buffer.concat([wavOf(ONE), wavOf(TWO).subarray(0, 30)]), true],
  ])('knows whether the file was cut short: %s', (_situation, file, isCutShort) => {
    expect(decode(file).decoder.isCutShort).toBe(isCutShort);
  });
});

describe('WavDecoder with a stream of files', () => {
  it('returns the same samples for any pieces', () => {
    const samples = fc
      .array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 60 })
      .map((all) => Int16Array.from(all));
    const size = fc.constantFrom<WavOptions>(
      {},
      { dataBytes: 0 },
      { dataBytes: 0xffff_ffff },
      { dataBytes: 0x7fff_ffff },
    );
    const behind = fc.constantFrom(LIST, chunk('C2PA', Buffer.alloc(33, 1)), Buffer.alloc(0));
    const file = fc.tuple(samples, size, behind);
    const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), pieces, (files, sizes) => {
        const stream = Buffer.concat(files.flatMap(([data, options, more]) => [wavOf(data, options), more]));
        expect(samplesOf(decode(stream, sizes))).toEqual(Int16Array.from(files.flatMap(([data]) => [...data])));
      }),
    );
  });

  it('decodes any bytes or rejects them as invalid', () => {
    const lying = fc.tuple(fc.nat({ max: 200 }), fc.uint8Array({ maxLength: 8 })).map(([place, bytes]) => {
      const file = Buffer.concat([wavOf(ONE.subarray(0, 60)), LIST, wavOf(TWO.subarray(0, 20))]);
      file.set(bytes, Math.min(place, file.length - bytes.length));
      return file;
    });
    fc.assert(
      fc.property(lying, fc.integer({ min: 1, max: 50 }), (file, size) => {
        try {
          const { sounds } = decode(file, [size]);
          expect(sounds.reduce((sum, { samples }) => sum + samples.length, 0)).toBeLessThanOrEqual(file.length);
        } catch (cause) {
          expect((cause as Error).message).toBe('invalid_response');
        }
      }),
    );
  });

  it('holds back no more than a few bytes of a long stream', () => {
    const decoder = new WavDecoder();
    const header = wavOf(new Int16Array(0), { dataBytes: 0 }).subarray(0, 44);
    let decoded = 0;
    for (const piece of [header, ...Array.from({ length: 200 }, () => bytesOf(ONE))]) {
      for (const { samples } of decoder.decode(piece)) decoded += samples.length;
    }
    expect(decoded).toBeGreaterThan(200 * ONE.length - 10);
  });
});
