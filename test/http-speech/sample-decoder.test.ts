import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SampleDecoder } from '../../src/workers/http-speech/sample-decoder.js';
import { bytesOf, wavOf } from '../harness/speech-server.js';

const sample = fc.integer({ min: -32_768, max: 32_767 });
/** Begins quietly, as speech does. */
const speech = fc.array(sample, { minLength: 2, maxLength: 200 }).map((rest) => Int16Array.of(0, 1, ...rest));
const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 });

/** Everything that comes of `bytes` in pieces of `sizes`, again and again. */
function decoded(decoder: SampleDecoder, bytes: Buffer, pieces: readonly number[]): Int16Array {
  const samples: number[] = [];
  for (let at = 0, nth = 0; at < bytes.length; nth++) {
    const size = pieces[nth % pieces.length]!;
    const part = decoder.decode(bytes.subarray(at, at + size));
    if (part === 'garbage') throw new Error('not garbage');
    samples.push(...part);
    at += size;
  }
  return Int16Array.from(samples);
}

describe('samples of an answer', () => {
  it('are the same whatever its pieces: PCM, with half a sample too many or not', () => {
    fc.assert(
      fc.property(speech, sizes, fc.boolean(), (samples, pieces, half) => {
        const decoder = new SampleDecoder({ format: 'pcm', sampleRateHz: 16_000 });
        const bytes = half ? Buffer.concat([bytesOf(samples), Buffer.from([9])]) : bytesOf(samples);
        expect(decoded(decoder, bytes, pieces)).toEqual(samples);
        expect(decoder.sampleRateHz).toBe(16_000);
      }),
    );
  });

  it('are the same whatever its pieces: WAV, mono or stereo, with something after them or not', () => {
    fc.assert(
      fc.property(speech, sizes, fc.constantFrom(1, 2), fc.nat({ max: 9 }), (samples, pieces, channels, more) => {
        const decoder = new SampleDecoder({ format: 'wav', sampleRateHz: 8_000 });
        const even = samples.subarray(0, samples.length - (samples.length % channels));
        const bytes = Buffer.concat([wavOf(even, { channels, rateHz: 44_100 }), Buffer.alloc(more, 'x')]);
        const mono =
          channels === 1 ? even : even.filter((_, n) => n % 2 === 0).map((left, n) => (left + even[2 * n + 1]!) >> 1);
        expect(decoded(decoder, bytes, pieces)).toEqual(mono);
        expect(decoder.sampleRateHz).toBe(44_100);
      }),
    );
  });

  it('are none where there was nothing, or nothing but a header', () => {
    const wav = new SampleDecoder({ format: 'wav', sampleRateHz: 8_000 });
    expect(wav.nothing).toBe('empty');
    const header = wavOf(new Int16Array(0));
    wav.decode(header.subarray(0, 20));
    expect(wav.nothing).toBe('garbage');
    wav.decode(header.subarray(20));
    expect(wav.nothing).toBe('empty');
  });
});
