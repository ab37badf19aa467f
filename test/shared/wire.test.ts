import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { AUDIO_FIELD, audioMessageCapacity, encodeAudioMessage, HEAD_BYTES } from '../../src/shared/wire.js';

const root = new protobuf.Root();
root.loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));

type ResponseName = keyof typeof AUDIO_FIELD;
const anyResponse = fc.constantFrom<ResponseName>('StreamResponse', 'WelcomeResponse');
const anySamples = fc
  .integer({ min: 1, max: 5_000 })
  .chain((length) => fc.int16Array({ minLength: length, maxLength: length }));
const anyRate = fc.integer({ min: 8_000, max: 192_000 });
const UNTOUCHED = 0xa5;

/** Encodes a message in a block of exactly the capacity, between two strips that belong to other blocks. */
function encode(samples: Int16Array, rateHz: number, name: ResponseName, blockOffset = 64) {
  const capacity = audioMessageCapacity(samples.length);
  const bytes = new Uint8Array(blockOffset + capacity + 64).fill(UNTOUCHED);
  bytes.set(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), blockOffset + HEAD_BYTES);
  const { offset, byteLength } = encodeAudioMessage(bytes, blockOffset, samples.length, rateHz, AUDIO_FIELD[name]);
  return { bytes, blockOffset, capacity, offset, byteLength, message: bytes.subarray(offset, offset + byteLength) };
}

function audioChunkOf(samples: Int16Array, sampleRate: number): object {
  const audioData = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return { audioData, dtype: 'int16', shape: [samples.length], sampleRate, channels: 1 };
}

const withProtobufjs = (samples: Int16Array, rateHz: number, name: ResponseName): Uint8Array =>
  root
    .lookupType(`streaming.${name}`)
    .encode({ audioChunk: audioChunkOf(samples, rateHz) })
    .finish();

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('encodeAudioMessage', () => {
  it('writes the same bytes as protobufjs', () => {
    fc.assert(
      fc.property(anySamples, anyRate, anyResponse, (samples, rateHz, name) =>
        equal(encode(samples, rateHz, name).message, withProtobufjs(samples, rateHz, name)),
      ),
      { numRuns: 300 },
    );
  });

  it.each([1, 63, 64, 127, 128, 8_191, 8_192, 16_383, 16_384])(
    'writes the same bytes as protobufjs where a length needs one byte more (%i samples)',
    (length) => {
      const samples = Int16Array.from({ length }, (_, i) => i * 37);
      for (const rateHz of [8_000, 16_383, 16_384, 48_000, 192_000]) {
        for (const name of ['StreamResponse', 'WelcomeResponse'] as const) {
          expect(equal(encode(samples, rateHz, name).message, withProtobufjs(samples, rateHz, name))).toBe(true);
        }
      }
    },
  );

  it('writes a message that decodes to the samples that were put in', () => {
    fc.assert(
      fc.property(anySamples, anyRate, anyResponse, (samples, rateHz, name) => {
        const type = root.lookupType(`streaming.${name}`);
        const { content, audioChunk } = type.toObject(type.decode(encode(samples, rateHz, name).message), {
          oneofs: true,
        });
        expect(content).toBe('audioChunk');
        const { audioData, ...format } = audioChunk as { audioData: Uint8Array };
        expect(format).toEqual({ dtype: 'int16', shape: [samples.length], sampleRate: rateHz, channels: 1 });
        expect(equal(audioData, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))).toBe(true);
      }),
    );
  });

  it('stays inside its block, and touches only the head room, the samples and the tail', () => {
    fc.assert(
      fc.property(anySamples, anyRate, anyResponse, (samples, rateHz, name) => {
        const { bytes, blockOffset, capacity, offset, byteLength } = encode(samples, rateHz, name);
        expect(offset).toBeGreaterThanOrEqual(blockOffset);
        expect(offset).toBeLessThan(blockOffset + HEAD_BYTES);
        expect(offset + byteLength).toBeLessThanOrEqual(blockOffset + capacity);
        expect(bytes.subarray(0, offset).every((byte) => byte === UNTOUCHED)).toBe(true);
        expect(bytes.subarray(offset + byteLength).every((byte) => byte === UNTOUCHED)).toBe(true);
      }),
    );
  });

  it('places the samples where a 16-bit view can write them', () => {
    expect(HEAD_BYTES % Int16Array.BYTES_PER_ELEMENT).toBe(0);
  });
});
