import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxSpeechMs } from '../../src/text/speech-length.js';
import { resample } from '../../src/workers/resample/index.js';
import { asSamples, ENCODERS, mp3Frames, randomBytes } from '../harness/sound-formats.js';
import { type Answer, bytesOf, PROVIDER_RATE_HZ, pcmOf, SpeechServer, wavOf } from '../harness/speech-server.js';
import { trimmedSound } from '../harness/trimmed-sound.js';
import { OUTPUT_RATE_HZ, type SpeakerOptions, speakerFor } from './speakers.js';

const TEXT = 'Hello. How are you today?';
const TONE = pcmOf(TEXT);
const MAX_MS = maxSpeechMs(TEXT, { speed: 1, capMs: 120_000 });
const PIECE = bytesOf(pcmOf(TEXT, 1_000));

let server: SpeechServer;
let speaker: ReturnType<typeof speakerFor>;
const start = (options: SpeakerOptions = {}): void => {
  speaker = speakerFor(server.baseUrl, options);
};
beforeEach(async () => {
  server = await new SpeechServer().start();
});
afterEach(async () => {
  await server.atRest();
  expect(speaker.arena.blocksInUse).toBe(0);
  await server.stop();
});

const resampled = (samples: Int16Array, rateHz = PROVIDER_RATE_HZ): Int16Array =>
  resample(trimmedSound(samples, rateHz), rateHz, OUTPUT_RATE_HZ);
/** Speaks one sentence with this answer of the server. */
async function speakWith(answer: Answer, options: SpeakerOptions = {}, text = TEXT) {
  start(options);
  server.answer = () => answer;
  return await speaker.speak(text);
}
const asWav: SpeakerOptions = { setup: { format: 'wav' } };

describe('HttpSpeaker with an answer that must not be heard', () => {
  it.each<[string, Answer, object]>([
    ['an MP3', { bytes: mp3Frames(20) }, { failure: 'invalid_response', detail: 'mp3' }],
    [
      'an MP3 with its media type',
      { type: 'audio/mpeg', bytes: mp3Frames(20) },
      { failure: 'invalid_response', detail: 'audio/mpeg' },
    ],
    ['PCM with the media type of MP3', { type: 'audio/mpeg', bytes: bytesOf(TONE) }, { failure: 'invalid_response' }],
    ['the middle of an MP3', { bytes: mp3Frames(20).subarray(51) }, { failure: 'noise' }],
    ['gzip', { bytes: gzipSync(bytesOf(TONE)) }, { failure: 'invalid_response', detail: 'gzip' }],
    [
      'gzip with its content encoding',
      { bytes: gzipSync(bytesOf(TONE)), headers: { 'content-encoding': 'gzip' } },
      { failure: 'invalid_response', detail: 'content-encoding gzip' },
    ],
    ['big-endian samples', { bytes: ENCODERS['big-endian']!(TONE) }, { failure: 'noise', detail: 'byte_order' }],
    [
      'big-endian samples of an unknown rate',
      { type: 'audio/L16', bytes: ENCODERS['big-endian']!(TONE) },
      { failure: 'invalid_response' },
    ],
    ['float samples', { bytes: ENCODERS['float, 32 bits']!(TONE) }, { failure: 'noise', detail: 'float' }],
    ['8-bit samples', { bytes: ENCODERS['8 bits']!(TONE) }, { failure: 'noise', detail: '8_bit' }],
    ['24-bit samples', { bytes: ENCODERS['24 bits']!(TONE) }, { failure: 'noise' }],
    ['an impossible rate', { type: 'audio/pcm; rate=999', bytes: bytesOf(TONE) }, { failure: 'invalid_response' }],
    ['silence', { bytes: Buffer.alloc(96_000) }, { failure: 'silent' }],
    [
      'near silence',
      { bytes: bytesOf(asSamples(randomBytes(96_000)).map((sample) => sample >> 12)) },
      { failure: 'silent' },
    ],
    ['dither', { bytes: bytesOf(asSamples(randomBytes(96_000)).map((sample) => sample >> 9)) }, { failure: 'silent' }],
    ['a moment of audio', { bytes: bytesOf(TONE).subarray(0, 900) }, { failure: 'too_short' }],
    [
      'a content length that is far too large',
      { bytes: PIECE, framing: 'length', headers: { 'content-length': '100000000' }, fault: 'hangs' },
      { failure: 'too_long' },
    ],
  ])('returns the reason of the failure and no frame: %s', async (_situation, answer, failed) => {
    for (const pieces of [undefined, [1_001]]) {
      const { result, frames } = await speakWith({ ...answer, ...(pieces ? { pieces } : {}) });
      expect(result).toMatchObject({ outcome: 'failed', samples: 0, ...failed });
      expect(frames).toEqual([]);
    }
  });

  it.each<[string, Partial<Answer>]>([
    ['with a content length', { framing: 'length', pieces: [4_801], pauseMs: 5 }],
    ['in one piece', {}],
    ['in one piece, as WAV', { type: 'audio/wav', bytes: wavOf(pcmOf(TEXT, 410)) }],
  ])('returns no frame when the sound is far too short for its text: an answer %s', async (_situation, answer) => {
    const text = `${'Many words, '.repeat(22)}and an end.`;
    const { result, frames } = await speakWith({ bytes: bytesOf(pcmOf(TEXT, 410)), ...answer }, {}, text);
    expect(result).toMatchObject({ outcome: 'failed', failure: 'too_short', samples: 0 });
    expect(frames).toEqual([]);
  });

  it('reports an answer as too short at its end when its length was not known before', async () => {
    const answer = { bytes: bytesOf(pcmOf(TEXT, 410)), pieces: [4_800], pauseMs: 20 };
    const { result, samples } = await speakWith(answer, {}, 'Many words, '.repeat(22));
    expect(result).toMatchObject({ outcome: 'failed', failure: 'too_short' });
    expect(samples.length).toBeGreaterThan(0.3 * OUTPUT_RATE_HZ);
  });

  it('cuts off a sentence where it turns to noise', async () => {
    const { result, samples } = await speakWith({
      bytes: Buffer.concat([PIECE, randomBytes(96_000)]),
      pieces: [4_801],
    });
    expect(result).toMatchObject({ outcome: 'failed', failure: 'noise' });
    expect(samples.length).toBeGreaterThan(40_000);
    expect(samples).toEqual(resampled(pcmOf(TEXT, 1_000)).subarray(0, samples.length));
  });

  it('requests an uncompressed answer', async () => {
    await speakWith({ bytes: bytesOf(TONE) });
    expect(server.asked[0]?.headers['accept-encoding']).toBe('identity');
  });
});

describe('HttpSpeaker with an endless answer', () => {
  it.each<[string, SpeakerOptions, Buffer]>([
    ['PCM', {}, Buffer.alloc(0)],
    ['a WAV of an open size', asWav, wavOf(new Int16Array(0), { dataBytes: 0xffff_ffff }).subarray(0, 44)],
    ['WAV files, one after the other', asWav, wavOf(pcmOf(TEXT, 1_000))],
  ])('plays no more than its text can take: %s', async (_situation, options, head) => {
    const isFiles = head.length > 44;
    const bytes = Buffer.concat([head, ...Array.from({ length: 60 }, () => (isFiles ? head : PIECE))]);
    const { result, samples } = await speakWith({ type: '', bytes, pieces: [65_536], fault: 'hangs' }, options);
    expect(result).toMatchObject({ outcome: 'failed', failure: 'too_long' });
    const heardMs = (samples.length * 1_000) / OUTPUT_RATE_HZ;
    expect(heardMs).toBeLessThanOrEqual(MAX_MS);
    expect(heardMs).toBeGreaterThan(MAX_MS - 100);
    await server.disconnected();
  });

  it('plays no more than the limit for all texts', async () => {
    const bytes = Buffer.concat(Array.from({ length: 8 }, () => PIECE));
    const { result, samples } = await speakWith({ bytes, fault: 'hangs' }, { setup: { maxSentenceMs: 2_000 } });
    expect(result).toMatchObject({ failure: 'too_long' });
    expect(samples.length).toBeLessThanOrEqual(2 * OUTPUT_RATE_HZ);
  });

  it('plays more for a slower voice', async () => {
    const bytes = bytesOf(pcmOf(TEXT, MAX_MS + 1_000));
    expect((await speakWith({ bytes })).result).toMatchObject({ failure: 'too_long' });
    expect((await speakWith({ bytes }, { setup: { speed: 0.5 } })).result).toMatchObject({ outcome: 'spoken' });
  });

  it('times out when it is silent', async () => {
    const answer: Answer = { bytes: Buffer.alloc(10_000_000), pieces: [4_800], pauseMs: 5 };
    const { result, frames } = await speakWith(answer, { setup: { firstAudioTimeoutMs: 150 } });
    expect(result).toMatchObject({ outcome: 'failed', failure: 'timeout' });
    expect(frames).toEqual([]);
  });

  it('ends soon when only metadata follows', async () => {
    const list = Buffer.from('LIST\xff\xff\x0f\0INFO', 'latin1');
    const bytes = Buffer.concat([wavOf(TONE), list, Buffer.alloc(500_000, 1)]);
    const { result, samples } = await speakWith({ type: 'audio/wav', bytes, pieces: [2_000], pauseMs: 20 }, asWav);
    expect(result).toMatchObject({ outcome: 'spoken', doubt: 'connection_open' });
    expect(samples).toEqual(resampled(TONE));
    await server.disconnected();
  });
});

describe('HttpSpeaker with a complete WAV', () => {
  it('ends at once, though the connection stays open', async () => {
    const startedMs = performance.now();
    const { result, samples } = await speakWith(
      { type: 'audio/wav', bytes: wavOf(TONE), pieces: [999], fault: 'hangs' },
      asWav,
    );
    expect(result).toMatchObject({ outcome: 'spoken', doubt: 'connection_open' });
    expect(samples).toEqual(resampled(TONE));
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    await server.disconnected();
  });

  it('ends after its content-length, and reports no doubt', async () => {
    for (let n = 0; n < 2; n++) {
      const { result } = await speakWith({ type: 'audio/wav', bytes: wavOf(TONE), framing: 'length' }, asWav);
      expect(result).toMatchObject({ outcome: 'spoken', received: { format: 'wav', sampleRateHz: PROVIDER_RATE_HZ } });
      expect(result).not.toHaveProperty('doubt');
    }
  });

  it('plays a second file of another rate at its own pitch', async () => {
    const second = pcmOf('Another one.', 300);
    const bytes = Buffer.concat([wavOf(TONE), wavOf(second, { rateHz: 44_100 }), wavOf(TONE)]);
    const { result, samples } = await speakWith({ type: 'audio/wav', bytes, pieces: [3_001] }, asWav);
    expect(result).toMatchObject({ outcome: 'spoken' });
    expect(samples).toEqual(Int16Array.of(...resampled(TONE), ...resampled(second, 44_100), ...resampled(TONE)));
  });
});

describe('HttpSpeaker with an answer that may have been cut', () => {
  const cut = wavOf(TONE).subarray(0, 20_000);
  it.each<[string, Answer, string | undefined]>([
    ['PCM in chunks', { bytes: bytesOf(TONE) }, undefined],
    ['PCM with a content length', { bytes: bytesOf(TONE), framing: 'length' }, undefined],
    ['PCM that ends with the connection', { bytes: bytesOf(TONE), framing: 'close' }, 'open_ended'],
    ['a WAV that ends with the connection', { type: '', bytes: wavOf(TONE), framing: 'close' }, undefined],
    [
      'a WAV of an open size that ends with the connection',
      { type: '', bytes: wavOf(TONE, { dataBytes: 0 }), framing: 'close' },
      'open_ended',
    ],
    ['a WAV that is shorter than its size', { type: '', bytes: cut }, 'size_not_reached'],
    ['a complete WAV whose connection is cut', { type: '', bytes: wavOf(TONE), fault: 'cuts' }, 'open_ended'],
    ['a WAV of a placeholder size', { type: '', bytes: wavOf(TONE, { dataBytes: 0x7fff_ffff }) }, undefined],
  ])('plays it, and reports a doubt when its end is unknown: %s', async (_situation, answer, doubt) => {
    // On a busy machine the end of a connection comes late.
    const { result } = await speakWith(answer, { setup: { tailTimeoutMs: 10_000 } });
    expect(result.outcome).toBe('spoken');
    expect('doubt' in result ? result.doubt : undefined).toBe(doubt);
  });
});

describe('the result of HttpSpeaker', () => {
  it.each<[string, Answer, object]>([
    ['PCM', { bytes: bytesOf(TONE) }, { format: 'pcm', sampleRateHz: 24_000 }],
    [
      'PCM with its rate in the head',
      { type: 'audio/pcm; rate=16000', bytes: bytesOf(TONE) },
      { format: 'pcm', sampleRateHz: 16_000 },
    ],
    [
      'big-endian PCM',
      { type: 'audio/L16; rate=22050', bytes: ENCODERS['big-endian']!(TONE) },
      { format: 'pcm', sampleRateHz: 22_050 },
    ],
    [
      'a WAV in place of PCM',
      { type: 'audio/wav', bytes: wavOf(TONE, { rateHz: 48_000 }) },
      { format: 'wav', sampleRateHz: 48_000 },
    ],
  ])('names the received format, sample rate and level: %s', async (_situation, answer, received) => {
    const { result, samples } = await speakWith(answer);
    expect(result).toMatchObject({ outcome: 'spoken', received });
    const { sampleRateHz, levelDbfs } = (result as { received: { sampleRateHz: number; levelDbfs: number } }).received;
    expect(samples).toEqual(resampled(TONE, sampleRateHz));
    // The level of a sine with a peak of 9000.
    expect(levelDbfs).toBeGreaterThan(-15);
    expect(levelDbfs).toBeLessThan(-13);
  });
});
