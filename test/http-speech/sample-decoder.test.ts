import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadResponse } from '../../src/workers/http-speech/bad-response.js';
import { type ResponseHead, readResponseHead } from '../../src/workers/http-speech/response-head.js';
import { SampleDecoder } from '../../src/workers/http-speech/sample-decoder.js';
import { adtsFrames, ENCODERS, FILE_HEADS, mp3Frames, randomBytes, TEXTS } from '../harness/sound-formats.js';
import { bytesOf, pcmOf, wavOf } from '../harness/speech-server.js';

const TONE = pcmOf('Hello.', 80);
const sample = fc.integer({ min: -32_768, max: 32_767 });
/** Samples that begin quietly, as speech does. */
const speech = fc
  .array(sample, { minLength: 2, maxLength: 200 })
  .map((rest) => Int16Array.of(0, 1, 0, -1, 2, 0, 1, ...rest));
const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 20 });

const headOf = (type: string, headers: Record<string, string> = {}): ResponseHead =>
  readResponseHead({ ...(type === '' ? {} : { 'content-type': type }), ...headers });

/** Decodes `bytes` in pieces of the sizes `pieces`, repeated; returns the samples, and the reason of a rejection. */
function decodeAll(decoder: SampleDecoder, bytes: Buffer, pieces: readonly number[]) {
  const samples: number[] = [];
  const rates = new Set<number>();
  const take = (sounds: Iterable<{ samples: Int16Array; sampleRateHz: number }>): void => {
    for (const sound of sounds) {
      samples.push(...sound.samples);
      rates.add(sound.sampleRateHz);
    }
  };
  try {
    for (let at = 0, nth = 0; at < bytes.length; nth++) {
      const size = pieces[nth % pieces.length]!;
      take(decoder.decode(bytes.subarray(at, at + size)));
      at += size;
    }
    take(decoder.end());
  } catch (cause) {
    if (!(cause instanceof BadResponse)) throw cause;
    return { failure: cause.failure, detail: cause.detail, samples: Int16Array.from(samples) };
  }
  return { samples: Int16Array.from(samples), rates: [...rates] };
}

describe('SampleDecoder', () => {
  it('returns the same samples for any pieces of PCM, with half a sample too many or not', () => {
    fc.assert(
      fc.property(speech, sizes, fc.boolean(), (samples, pieces, half) => {
        const decoder = new SampleDecoder({ format: 'pcm', sampleRateHz: 16_000 }, headOf('audio/pcm'));
        const bytes = half ? Buffer.concat([bytesOf(samples), Buffer.from([9])]) : bytesOf(samples);
        expect(decodeAll(decoder, bytes, pieces)).toEqual({ samples, rates: [16_000] });
      }),
    );
  });

  it('returns the same samples for any pieces of WAV, mono or stereo', () => {
    fc.assert(
      fc.property(speech, sizes, fc.constantFrom(1, 2), (samples, pieces, channels) => {
        const decoder = new SampleDecoder({ format: 'wav', sampleRateHz: 8_000 }, headOf('audio/wav'));
        const even = samples.subarray(0, samples.length - (samples.length % channels));
        const mono =
          channels === 1 ? even : even.filter((_, n) => n % 2 === 0).map((left, n) => (left + even[2 * n + 1]!) >> 1);
        expect(decodeAll(decoder, wavOf(even, { channels, rateHz: 44_100 }), pieces)).toEqual({
          samples: mono,
          rates: [44_100],
        });
      }),
    );
  });

  const big = ENCODERS['big-endian']!(TONE);
  const quietBig = Buffer.concat([Buffer.alloc(5_000), big]);
  const stereo = Int16Array.from({ length: TONE.length * 2 }, (_, n) => TONE[n >> 1]!);
  it.each<[string, Buffer, Int16Array, number]>([
    ['audio/pcm', bytesOf(TONE), TONE, 24_000],
    ['audio/pcm; rate=16000', bytesOf(TONE), TONE, 16_000],
    ['audio/pcm; rate=48000; channels=2', bytesOf(stereo), TONE, 48_000],
    ['audio/L16; rate=24000', big, TONE, 24_000],
    ['audio/L16; rate=24000', quietBig, Int16Array.of(...new Int16Array(2_500), ...TONE), 24_000],
    ['audio/L16; rate=16000; channels=2', ENCODERS['big-endian']!(stereo), TONE, 16_000],
    ['audio/L16;codec=pcm;rate=24000', bytesOf(TONE), TONE, 24_000],
    ['audio/L16; rate=24000; endianness=little-endian', bytesOf(TONE), TONE, 24_000],
    ['audio/x-raw; format=s16be; rate=22050', big, TONE, 22_050],
    ['audio/L16; rate=8000', bytesOf(TONE).subarray(0, 100), TONE.subarray(0, 50), 8_000],
    ['', bytesOf(TONE), TONE, 24_000],
    ['', wavOf(TONE, { rateHz: 22_050 }), TONE, 22_050],
    ['audio/wav', wavOf(TONE, { rateHz: 22_050 }), TONE, 22_050],
    ['audio/wav; rate=22050', wavOf(TONE, { rateHz: 22_050 }), TONE, 22_050],
    ['application/octet-stream', wavOf(TONE), TONE, 24_000],
  ])('follows the rate and the byte order of the head: %s', (type, bytes, samples, rateHz) => {
    for (const pieces of [[1_000_000], [1], [3, 960, 7]]) {
      const decoder = new SampleDecoder({ format: 'pcm', sampleRateHz: 24_000 }, headOf(type));
      expect(decodeAll(decoder, bytes, pieces)).toEqual({ samples, rates: [rateHz] });
    }
  });

  it('returns samples as they arrive, from the first bytes on', () => {
    const decoder = new SampleDecoder({ format: 'pcm', sampleRateHz: 24_000 }, headOf('audio/pcm'));
    const [first] = decoder.decode(bytesOf(TONE).subarray(0, 40));
    expect(first?.samples).toEqual(TONE.subarray(0, 20));
  });
});

describe('SampleDecoder with an answer that is no sound', () => {
  const asked = ['pcm', 'wav'] as const;
  const files: [string, Buffer][] = [
    ...FILE_HEADS.map(([name, head]): [string, Buffer] => [name, Buffer.concat([head, randomBytes(3_000)])]),
    ['mp3', mp3Frames(8)],
    ['aac', adtsFrames(8)],
    ...TEXTS.map((text): [string, Buffer] => ['text', Buffer.from(text)]),
  ];
  it.each(files)('rejects a file under any media type, and names its format: %s', (name, bytes) => {
    for (const format of asked) {
      for (const type of ['', 'audio/pcm', 'audio/pcm; rate=24000', 'audio/wav', 'application/octet-stream']) {
        for (const pieces of [[bytes.length], [1], [3, 1_001]]) {
          const decoder = new SampleDecoder({ format, sampleRateHz: 24_000 }, headOf(type));
          expect(decodeAll(decoder, bytes, pieces)).toEqual({
            failure: 'invalid_response',
            detail: name,
            samples: new Int16Array(0),
          });
        }
      }
    }
  });

  it.each<[string, 'pcm' | 'wav', string, Buffer]>([
    ['a WAV with the media type of PCM, where PCM was requested', 'pcm', 'audio/pcm', wavOf(TONE)],
    ['PCM with the media type of WAV', 'pcm', 'audio/wav', bytesOf(TONE)],
    ['PCM where WAV was requested', 'wav', 'audio/wav', bytesOf(TONE)],
    ['PCM with its media type, where WAV was requested', 'wav', 'audio/pcm', bytesOf(TONE)],
    ['PCM without a media type, where WAV was requested', 'wav', '', bytesOf(TONE)],
    ['a WAV of another rate than its head says', 'wav', 'audio/wav; rate=16000', wavOf(TONE)],
    ['a WAV of float samples', 'wav', 'audio/wav', wavOf(TONE, { tag: 3, bits: 32 })],
    ['a WAV of A-law samples', 'pcm', '', wavOf(TONE, { tag: 6, bits: 8 })],
    ['a WAV of 24 bits', 'wav', '', wavOf(TONE, { bits: 24 })],
  ])('rejects an answer that contradicts the request or itself: %s', (_situation, format, type, bytes) => {
    const decoder = new SampleDecoder({ format, sampleRateHz: 24_000 }, headOf(type));
    expect(decodeAll(decoder, bytes, [100])).toMatchObject({ failure: 'invalid_response', samples: new Int16Array(0) });
  });

  it('reports an answer without bytes, or with only a header, as empty', () => {
    const ended = (bytes: Buffer): unknown =>
      decodeAll(new SampleDecoder({ format: 'wav', sampleRateHz: 8_000 }, headOf('audio/wav')), bytes, [7]);
    const header = wavOf(new Int16Array(0));
    expect(ended(Buffer.alloc(0))).toMatchObject({ failure: 'empty' });
    expect(ended(header)).toMatchObject({ failure: 'empty' });
    expect(ended(header.subarray(0, 20))).toMatchObject({ failure: 'invalid_response' });
  });
});
