import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import wavefile from 'wavefile';
import { BadResponse } from '../../src/workers/http-speech/bad-response.js';
import { readWavHeader } from '../../src/workers/http-speech/wav-header.js';
import { type WavOptions, wavOf } from '../harness/speech-server.js';

const SAMPLES = Int16Array.of(1, 2, 3, 4);
const DATA_BYTES = SAMPLES.byteLength;
const headerOf = (options: WavOptions) => readWavHeader(wavOf(SAMPLES, options));

describe('readWavHeader', () => {
  it('returns the header of a file as soon as it is complete, with any chunks in it', () => {
    const extra = fc.array(
      fc.record({
        id: fc.constantFrom('LIST', 'fact', 'bext', 'JUNK', 'cue ', '\0\0\0\0'),
        bytes: fc.uint8Array({ maxLength: 301 }).map((bytes) => Buffer.from(bytes)),
      }),
      { maxLength: 4 },
    );
    const rate = fc.integer({ min: 8_000, max: 192_000 });
    fc.assert(
      fc.property(extra, rate, fc.constantFrom(1, 2), (chunks, rateHz, channels) => {
        const file = wavOf(SAMPLES, { extra: chunks, rateHz, channels });
        const dataAt = file.length - DATA_BYTES;
        for (let length = 0; length < dataAt; length++) expect(readWavHeader(file.subarray(0, length))).toBe('more');
        const format = { sampleRateHz: rateHz, channels, dataAt, dataBytes: DATA_BYTES };
        for (const length of [dataAt, file.length]) expect(readWavHeader(file.subarray(0, length))).toEqual(format);
      }),
    );
  });

  it('reads the file of an independent library', () => {
    const file = new wavefile.WaveFile();
    file.fromScratch(2, 44_100, '16', [
      [1, 2],
      [3, 4],
    ]);
    file.setTag('INAM', 'a name');
    const format = { sampleRateHz: 44_100, channels: 2, dataAt: 44, dataBytes: 8 };
    expect(readWavHeader(Buffer.from(file.toBuffer()))).toEqual(format);
  });

  it('accepts an open size', () => {
    for (const dataBytes of [0, 0xffff_ffff, 0x7fff_ffff, 2_000_000_000, 0xffff_ffdb]) {
      expect(headerOf({ dataBytes })).toMatchObject({ dataBytes: Number.POSITIVE_INFINITY });
    }
  });

  it('accepts the extensible format', () => {
    const file = wavOf(SAMPLES);
    const extension = Buffer.alloc(24);
    extension.writeUInt16LE(22, 0);
    extension.writeUInt16LE(1, 8);
    const long = Buffer.concat([file.subarray(0, 36), extension, file.subarray(36)]);
    long.writeUInt32LE(40, 16);
    long.writeUInt16LE(0xfffe, 20);
    expect(readWavHeader(long)).toMatchObject({ sampleRateHz: 24_000, channels: 1, dataAt: 68 });
    long.writeUInt16LE(3, 44);
    expect(() => readWavHeader(long)).toThrow('invalid_response');
  });

  it.each<[string, Buffer]>([
    ['another kind of file', Buffer.from('OggS\0\x02\0\0\0\0\0\0')],
    ['text', Buffer.from('{"error": "no"}')],
    ['RIFF of another kind', Buffer.from('RIFF\0\0\0\0AVI ')],
    ['8 bits', wavOf(SAMPLES, { bits: 8 })],
    ['24 bits', wavOf(SAMPLES, { bits: 24 })],
    ['a format other than PCM', wavOf(SAMPLES, { tag: 3 })],
    ['0 channels', wavOf(SAMPLES, { channels: 0 })],
    ['too many channels', wavOf(SAMPLES, { channels: 3 })],
    ['too low a rate', wavOf(SAMPLES, { rateHz: 7_999 })],
    ['too high a rate', wavOf(SAMPLES, { rateHz: 192_001 })],
    ['samples before their format', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEdata'), Buffer.alloc(4)])],
    ['too many other chunks', wavOf(SAMPLES, { extra: [{ id: 'JUNK', bytes: Buffer.alloc(70_000) }] })],
  ])('rejects a file: %s', (_situation, bytes) => {
    expect(() => readWavHeader(bytes)).toThrow('invalid_response');
  });

  it('reads or rejects any bytes, and never reads beyond them', () => {
    const lying = fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 255 })).map(([place, value]) => {
      const file = Buffer.from(wavOf(SAMPLES));
      file[place] = value;
      return file;
    });
    const bytes = fc.uint8Array({ maxLength: 100 }).map((any) => Buffer.from(any));
    fc.assert(
      fc.property(fc.oneof(lying, bytes), (file) => {
        try {
          const header = readWavHeader(file);
          if (typeof header !== 'string') expect(header.dataAt).toBeLessThanOrEqual(file.length);
        } catch (cause) {
          expect(cause).toBeInstanceOf(BadResponse);
        }
      }),
    );
  });
});
