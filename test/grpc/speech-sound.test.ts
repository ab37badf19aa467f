import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { maxSpeechMs } from '../../src/text/speech-length.js';
import { resample } from '../../src/workers/resample/index.js';
import {
  chunks,
  collect,
  connect,
  kinds,
  type Reply,
  type Stub,
  samples,
  status,
  trailer,
  turn,
} from '../harness/client.js';
import { type LogLine, startTestServer, type TestServer } from '../harness/server.js';
import { ENCODERS, mp3Frames, randomBytes } from '../harness/sound-formats.js';
import { type Answer, bytesOf, PROVIDER_RATE_HZ, pcmOf, SpeechServer, wavOf } from '../harness/speech-server.js';
import { trimmedSound } from '../harness/trimmed-sound.js';

const TEXT = 'Hello there.';
const TONE = pcmOf(TEXT);
const LIST = Buffer.from('LIST\x1a\0\0\0INFOISFT\x0e\0\0\0Lavf60.16.100\0', 'latin1');

const ENDLESS: Answer = {
  bytes: Buffer.concat(Array.from({ length: 100 }, () => bytesOf(pcmOf(TEXT, 1_000)))),
  fault: 'hangs',
};

let provider: SpeechServer;
let server: TestServer;
let client: Stub;

async function start(overrides: Readonly<Record<string, unknown>> = {}): Promise<void> {
  server = await startTestServer({
    'tts.engine': 'openai',
    'tts.openai_base_url': provider.baseUrl,
    'tts.openai_key_env': '',
    'tts.connect_timeout_ms': 20_000,
    'tts.first_audio_timeout_ms': 20_000,
    'tts.chunk_timeout_ms': 20_000,
    'tts.breaker_failures': 1_000,
    'tts.breaker_cooldown_ms': 600_000,
    'tts.cache_bytes': 10_000_000,
    ...overrides,
  });
  client = connect(server.port);
}
async function stop(): Promise<void> {
  client.close();
  await server.stop();
}
beforeAll(async () => {
  provider = await new SpeechServer().start();
});
afterEach(async () => {
  await server.atRest();
  await provider.atRest();
  server.lines.length = 0;
});
afterAll(() => provider.stop());

const linesOf = (method: string): LogLine[] => server.lines.filter((line) => line.method === method);
const resampled = (sound: Int16Array): Int16Array =>
  resample(trimmedSound(sound, PROVIDER_RATE_HZ), PROVIDER_RATE_HZ, 48_000);
/** Returns the share of the samples near full scale: about a fifth in noise, and almost zero in speech. */
const loudShare = (sound: Int16Array): number =>
  sound.filter((sample) => Math.abs(sample) > 26_000).length / sound.length;
let turns = 0;
/** Runs a turn with one sentence, by default a new one, for which the speech server sends `answer`. */
async function hear(answer: Answer, prompt = `This is turn ${++turns}.`): Promise<Reply> {
  provider.answer = () => answer;
  return await turn(client, { prompt });
}

describe('a running server', () => {
  beforeAll(() => start());
  afterAll(stop);

  describe('an answer without usable sound', () => {
    it.each<[string, Answer, string, string | undefined]>([
      ['an MP3', { type: 'audio/mpeg', bytes: mp3Frames(40) }, 'invalid_response', 'audio/mpeg'],
      ['an MP3 without its media type', { type: '', bytes: mp3Frames(40) }, 'invalid_response', 'mp3'],
      ['the middle of an MP3', { bytes: mp3Frames(40).subarray(77) }, 'noise', 'noise'],
      [
        'PCM coded as gzip',
        { bytes: gzipSync(bytesOf(TONE)), headers: { 'content-encoding': 'gzip' } },
        'invalid_response',
        'content-encoding gzip',
      ],
      ['PCM coded as gzip without a content encoding', { bytes: gzipSync(bytesOf(TONE)) }, 'invalid_response', 'gzip'],
      ['big-endian PCM', { bytes: ENCODERS['big-endian']!(TONE) }, 'noise', 'byte_order'],
      [
        'an L16 without a rate',
        { type: 'audio/L16', bytes: ENCODERS['big-endian']!(TONE) },
        'invalid_response',
        'audio/l16 without a rate',
      ],
      ['float samples', { bytes: ENCODERS['float, 32 bits']!(TONE) }, 'noise', 'float'],
      ['two seconds of zeros', { bytes: Buffer.alloc(96_000) }, 'silent', undefined],
      ['a WAV of zeros', { type: 'audio/wav', bytes: wavOf(new Int16Array(48_000)) }, 'silent', undefined],
      ['a hundredth of a second of audio', { bytes: bytesOf(TONE).subarray(0, 480) }, 'too_short', undefined],
      [
        'samples with the media type of WAV',
        { type: 'audio/wav', bytes: bytesOf(TONE) },
        'invalid_response',
        'no WAV, but WAV by its media type',
      ],
    ])(
      'is replaced by the embedded engine, with the reason in the log: %s',
      async (_situation, answer, reason, detail) => {
        const reply = await hear(answer);
        expect(kinds(reply).at(-1)).toBe('end_message');
        expect(loudShare(samples(reply))).toBeLessThan(0.01);
        expect(samples(reply).length).toBeGreaterThan(20_000);
        const ctx = { engine: 'openai', reason, ...(detail === undefined ? {} : { detail }) };
        expect(linesOf('fallback').at(-1)).toMatchObject({ level: 'warn', scope: 'speech', decision: 'degrade', ctx });
      },
    );

    it('in the middle of a sentence ends the turn quietly before it is heard, and is logged', async () => {
      const good = pcmOf(TEXT, 1_000);
      const reply = await hear({ bytes: Buffer.concat([bytesOf(good), randomBytes(96_000)]), pieces: [4_800] });
      expect(reply.status.code).toBe(status.OK);
      expect(trailer(reply, 'nexy-error-type')).toBe('unavailable');
      expect(samples(reply)).toEqual(resampled(good).subarray(0, samples(reply).length));
      expect(linesOf('provider')).toMatchObject([
        { level: 'warn', decision: 'error', ctx: { engine: 'openai', reason: 'noise', detail: 'noise' } },
      ]);
    });
  });

  describe('an answer in an unusual form', () => {
    it.each<[string, Answer, Int16Array]>([
      [
        'big-endian samples whose head gives the rate',
        { type: 'audio/L16; rate=24000; channels=1', bytes: ENCODERS['big-endian']!(TONE) },
        TONE,
      ],
      [
        'little-endian samples with the media type L16',
        { type: 'audio/L16;codec=pcm;rate=24000', bytes: bytesOf(TONE) },
        TONE,
      ],
      ['a WAV in place of PCM', { type: 'audio/wav', bytes: wavOf(TONE) }, TONE],
      [
        'two WAVs',
        { type: 'audio/wav', bytes: Buffer.concat([wavOf(TONE), wavOf(TONE)]) },
        Int16Array.of(...TONE, ...TONE),
      ],
      [
        'a LIST after samples of an open size',
        { type: 'audio/wav', bytes: Buffer.concat([wavOf(TONE, { dataBytes: 0 }), LIST]) },
        TONE,
      ],
      ['a size that is too small', { type: 'audio/wav', bytes: wavOf(TONE, { dataBytes: 4_000 }) }, TONE],
    ])('is heard whole, without a click: %s', async (_situation, answer, heard) => {
      const reply = await hear(answer);
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(samples(reply)).toEqual(resampled(heard));
      expect(linesOf('fallback')).toEqual([]);
    });

    it('has the sample rate that its head names', async () => {
      const reply = await hear({ type: 'audio/pcm;rate=16000', bytes: bytesOf(TONE) });
      expect(samples(reply)).toEqual(resample(trimmedSound(TONE, 16_000), 16_000, 48_000));
    });

    it('ends at once when its announced size has arrived, even when its connection stays open', async () => {
      const startedMs = performance.now();
      const reply = await hear({ type: 'audio/wav', bytes: wavOf(TONE), fault: 'hangs' });
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(samples(reply)).toEqual(resampled(TONE));
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      expect(linesOf('sound').at(-1)).toMatchObject({
        level: 'info',
        decision: 'degrade',
        ctx: { detail: 'connection_open' },
      });
    });
  });

  describe('an answer without end', () => {
    it('is heard up to the longest time for its text, ends the turn quietly, and is logged', async () => {
      const reply = await hear(ENDLESS, TEXT);
      const maxMs = maxSpeechMs(TEXT, { speed: 1, capMs: 120_000 });
      expect(samples(reply).length).toBeLessThanOrEqual(48 * maxMs);
      expect(trailer(reply, 'nexy-error-type')).toBe('unavailable');
      expect(linesOf('provider')).toMatchObject([{ ctx: { reason: 'too_long' } }]);
    });
  });

  describe('PhraseCache', () => {
    it.each<[string, Answer, number]>([
      ['keeps a complete sentence', { bytes: bytesOf(TONE) }, 1],
      [
        'keeps a complete WAV that ends with the connection',
        { type: 'audio/wav', bytes: wavOf(TONE), framing: 'close' },
        1,
      ],
      ['does not keep PCM that ends with the connection', { bytes: bytesOf(TONE), framing: 'close' }, 2],
      [
        'does not keep a WAV that is shorter than its size',
        { type: 'audio/wav', bytes: wavOf(TONE).subarray(0, 10_000) },
        2,
      ],
      [
        'does not keep a sentence that the embedded engine spoke because the response was silent',
        { bytes: Buffer.alloc(96_000) },
        2,
      ],
      ['does not keep a sentence that became noise', { bytes: Buffer.concat([bytesOf(TONE), randomBytes(48_000)]) }, 2],
    ])('%s', async (_situation, answer, times) => {
      const text = `This is phrase ${++turns}.`;
      for (let n = 0; n < 2; n++) expect(chunks(await hear(answer, text)).length).toBeGreaterThan(0);
      expect(provider.texts.filter((asked) => asked === text)).toHaveLength(times);
    });
  });
});

describe('a new server', () => {
  afterEach(stop);

  it('opens the circuit breaker after repeated answers without usable sound', async () => {
    await start({ 'tts.breaker_failures': 3 });
    for (const bytes of [Buffer.alloc(96_000), mp3Frames(40), ENCODERS['big-endian']!(TONE)]) await hear({ bytes });
    expect(linesOf('breaker_open')).toHaveLength(1);
    const asked = provider.asked.length;
    expect(kinds(await turn(client, { prompt: 'And again.' })).at(-1)).toBe('end_message');
    expect(provider.asked.length).toBe(asked);
  });
  it('starts and stops even when the answers of the speech server have no end', async () => {
    provider.answer = () => ENDLESS;
    await start();
    expect(server.speechCache()).toMatchObject({ phrases: 0, bytes: 0 });
    expect(linesOf('greeting')).toMatchObject([
      { level: 'warn', ctx: { cause: 'SpeechServerFailure', cause_code: 'too_long' } },
    ]);
  });
  it('does not cache a greeting that may have been cut', async () => {
    provider.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input)), framing: 'close' });
    await start();
    expect(server.speechCache()).toMatchObject({ phrases: 0 });
    provider.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input)) });
    await collect(client.GenerateWelcomeAudio({}));
    expect(server.speechCache()).toMatchObject({ phrases: 1 });
  });
});
