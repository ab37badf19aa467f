import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resample } from '../../src/workers/resample/index.js';
import { type Answer, bytesOf, PROVIDER_RATE_HZ, pcmOf, SpeechServer, wavOf } from '../harness/speech-server.js';
import { trimmedSound } from '../harness/trimmed-sound.js';
import { OUTPUT_RATE_HZ, type SpeakerOptions, speakerFor, until } from './speakers.js';

let server: SpeechServer;
let speaker: ReturnType<typeof speakerFor>;
const start = (options: SpeakerOptions = {}): void => {
  speaker = speakerFor(server.baseUrl, options);
};

beforeEach(async () => {
  server = await new SpeechServer().start();
});
/** Checks that a test leaves no connection and no arena block in use. */
afterEach(async () => {
  await server.atRest();
  expect(speaker.arena.blocksInUse).toBe(0);
  await server.stop();
});

const TEXT = 'Hello. How are you today?';
const expected = (samples = pcmOf(TEXT), rateHz = PROVIDER_RATE_HZ): Int16Array =>
  resample(trimmedSound(samples, rateHz), rateHz, OUTPUT_RATE_HZ);

describe('HttpSpeaker', () => {
  it('requests the configured model, voice, format and speed, with the key', async () => {
    start({ setup: { speed: 1.5 } });
    await speaker.speak(TEXT);
    await speaker.start('Again.', () => true, 'nova').heard;
    const [first, second] = server.asked;
    expect(first).toMatchObject({ path: '/v1/audio/speech', headers: { authorization: 'Bearer secret' } });
    expect(first?.body).toEqual({
      model: 'a-model',
      voice: 'a-voice',
      input: TEXT,
      response_format: 'pcm',
      speed: 1.5,
    });
    expect(second?.body.voice).toBe('nova');
  });

  it('sends no authorization header without a key', async () => {
    start({ setup: { key: undefined } });
    await speaker.speak(TEXT);
    expect(server.asked[0]?.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['in one piece', undefined],
    ['in odd pieces', [1, 3, 4_801, 7, 1_023]],
    ['byte by byte at first', [1, 1, 1, 1, 1, 65_536]],
    ['in large pieces', [8_192]],
  ])('returns exactly the resampled samples of the server: %s', async (_situation, pieces) => {
    start();
    server.answer = ({ body }) => ({ bytes: bytesOf(pcmOf(body.input)), ...(pieces ? { pieces } : {}) });
    const { result, samples, frames } = await speaker.speak(TEXT);
    expect(samples).toEqual(expected());
    expect(result).toMatchObject({ outcome: 'spoken', samples: samples.length });
    expect(frames.slice(0, 3)).toEqual([960, 2_400, 2_400]);
  });

  it('ignores half a sample at the end', async () => {
    start();
    server.answer = ({ body }) => ({ bytes: Buffer.concat([bytesOf(pcmOf(body.input)), Buffer.from([7])]) });
    expect((await speaker.speak(TEXT)).samples).toEqual(expected());
  });

  const stereo = (mono: Int16Array): Int16Array =>
    Int16Array.from({ length: mono.length * 2 }, (_, n) => mono[n >> 1]!);
  it.each<[string, Buffer, number]>([
    ['', wavOf(pcmOf(TEXT)), PROVIDER_RATE_HZ],
    ['of unknown size, 0', wavOf(pcmOf(TEXT), { dataBytes: 0 }), PROVIDER_RATE_HZ],
    ['of unknown size, 0xffffffff', wavOf(pcmOf(TEXT), { dataBytes: 0xffff_ffff }), PROVIDER_RATE_HZ],
    ['in stereo', wavOf(stereo(pcmOf(TEXT)), { channels: 2 }), PROVIDER_RATE_HZ],
    ['at another rate', wavOf(pcmOf(TEXT), { rateHz: 22_050 }), 22_050],
    ['at the output rate', wavOf(pcmOf(TEXT), { rateHz: 48_000 }), 48_000],
    ['with a chunk after it', Buffer.concat([wavOf(pcmOf(TEXT)), Buffer.alloc(99, 'x')]), PROVIDER_RATE_HZ],
  ])('accepts a WAV %s', async (_situation, bytes, rateHz) => {
    start({ setup: { format: 'wav' } });
    for (const pieces of [[bytes.length], [5, 1, 4_001], [45, 333]]) {
      server.answer = () => ({ type: 'audio/wav', bytes, pieces });
      expect((await speaker.speak(TEXT)).samples).toEqual(expected(pcmOf(TEXT), rateHz));
    }
  });

  it('reuses the connection of the sentence before', async () => {
    start();
    for (let n = 0; n < 3; n++) await speaker.speak(TEXT);
    expect(server.sockets.size).toBe(1);
  });

  it('repeats the request when the kept connection was closed', async () => {
    start();
    await speaker.speak(TEXT);
    // The server closes the connection in this thread, so the client notices only when it sends its next request.
    server.closeIdle();
    expect((await speaker.speak(TEXT)).result).toMatchObject({ outcome: 'spoken' });
  });
});

describe('HttpSpeaker with a speech server that fails', () => {
  const ONE_SECOND = bytesOf(pcmOf(TEXT, 1_000));
  it.each<[string, Answer, object]>([
    ['401', { status: 401 }, { failure: 'refused' }],
    ['403', { status: 403 }, { failure: 'refused' }],
    ['404', { status: 404 }, { failure: 'not_found' }],
    ['a redirect', { status: 307 }, { failure: 'redirected' }],
    ['a request timeout', { status: 408 }, { failure: 'timeout' }],
    ['too many requests', { status: 429 }, { failure: 'throttled' }],
    ['400', { status: 400 }, { failure: 'bad_request' }],
    ['500', { status: 500, bytes: Buffer.from('{"error": 1}') }, { failure: 'server_error' }],
    ['an empty response', {}, { failure: 'empty' }],
    ['JSON', { type: 'application/json', bytes: Buffer.from('{"error": "no"}') }, { failure: 'invalid_response' }],
    ['JSON that claims to be audio', { bytes: Buffer.from('{"error": "no"}') }, { failure: 'invalid_response' }],
    ['HTML', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<html>') }, { failure: 'invalid_response' }],
    [
      'HTML that claims to be audio',
      { bytes: Buffer.from('<!DOCTYPE html>'), pieces: [1] },
      { failure: 'invalid_response' },
    ],
    ['WAV in place of PCM', { bytes: wavOf(pcmOf(TEXT)) }, { failure: 'invalid_response' }],
    ['half a sample', { bytes: Buffer.from([1]) }, { failure: 'invalid_response' }],
    [
      'a response that is cut before its first frame',
      { bytes: ONE_SECOND.subarray(0, 600), fault: 'cuts' },
      { failure: 'connection_lost' },
    ],
  ])('returns a failure and no frame: %s', async (_situation, answer, failed) => {
    start();
    server.answer = () => answer;
    const { result, frames } = await speaker.speak(TEXT);
    expect(result).toMatchObject({ outcome: 'failed', samples: 0, ...failed });
    expect(frames).toEqual([]);
  });

  it.each([
    ['of 8 bits', wavOf(pcmOf(TEXT), { bits: 8 })],
    ['of float samples', wavOf(pcmOf(TEXT), { tag: 3 })],
    ['of six channels', wavOf(pcmOf(TEXT), { channels: 6 })],
    ['of an impossible rate', wavOf(pcmOf(TEXT), { rateHz: 1 })],
    ['that ends in its header', wavOf(pcmOf(TEXT)).subarray(0, 30)],
    ['that is JSON', Buffer.from('{"error": "no"}')],
  ])('returns a failure for a WAV %s', async (_situation, bytes) => {
    start({ setup: { format: 'wav' } });
    server.answer = () => ({ type: 'audio/wav', bytes });
    expect((await speaker.speak(TEXT)).result).toMatchObject({
      outcome: 'failed',
      failure: 'invalid_response',
      samples: 0,
    });
  });

  it('returns a failure for a WAV without samples', async () => {
    start({ setup: { format: 'wav' } });
    server.answer = () => ({ type: 'audio/wav', bytes: wavOf(new Int16Array(0)) });
    expect((await speaker.speak(TEXT)).result).toMatchObject({ failure: 'empty' });
  });

  it('returns a failure after the sound that it received when the answer breaks off', async () => {
    start();
    server.answer = () => ({ bytes: ONE_SECOND, fault: 'cuts' });
    const { result, samples } = await speaker.speak(TEXT);
    expect(result).toMatchObject({ outcome: 'failed', failure: 'connection_lost', samples: samples.length });
    expect(samples.length).toBeGreaterThan(40_000);
    expect(samples).toEqual(expected(pcmOf(TEXT, 1_000)).subarray(0, samples.length));
  });

  it('returns a failure when the server is not running', async () => {
    const gone = await new SpeechServer().start();
    const url = gone.baseUrl;
    await gone.stop();
    speaker = speakerFor(url);
    expect((await speaker.speak(TEXT)).result).toMatchObject({ failure: 'unreachable' });
  });

  it('returns a failure for an address that does not exist and for a key that cannot be sent', async () => {
    speaker = speakerFor('http://no.such.host.invalid');
    expect((await speaker.speak(TEXT)).result).toMatchObject({ failure: 'unreachable' });
    start({ setup: { key: 'line\nbreak' } });
    expect((await speaker.speak(TEXT)).result).toMatchObject({ failure: 'unreachable' });
  });

  it.each<[string, Answer, Partial<Record<'connectTimeoutMs' | 'firstAudioTimeoutMs' | 'chunkTimeoutMs', number>>]>([
    ['does not respond', { fault: 'silent' }, { connectTimeoutMs: 60 }],
    ['sends no audio', { fault: 'hangs' }, { firstAudioTimeoutMs: 60 }],
    [
      'sends too few samples for a frame',
      { bytes: ONE_SECOND, pieces: [2], pauseMs: 15 },
      { firstAudioTimeoutMs: 100 },
    ],
    ['stops in mid-sentence', { bytes: ONE_SECOND, fault: 'hangs' }, { chunkTimeoutMs: 60 }],
    [
      'sends samples too slowly',
      { bytes: ONE_SECOND, pieces: [4_000, 2, 2, 2, 2, 2, 2, 2, 2], pauseMs: 20 },
      { chunkTimeoutMs: 90 },
    ],
    ['sends frames too slowly', { bytes: ONE_SECOND, pieces: [2_400], pauseMs: 250 }, { chunkTimeoutMs: 500 }],
  ])('times out when the server %s', async (_situation, answer, setup) => {
    start({ setup });
    server.answer = () => answer;
    expect((await speaker.speak(TEXT)).result).toMatchObject({ outcome: 'failed', failure: 'timeout' });
    await server.disconnected();
  });
});

describe('HttpSpeaker with a cancelled sentence', () => {
  it.each<[string, Answer]>([
    ['before the response', { fault: 'silent' }],
    ['before its first sample', { fault: 'hangs' }],
    ['in the middle', { bytes: bytesOf(pcmOf(TEXT)), fault: 'hangs' }],
    ['while audio arrives', { bytes: bytesOf(pcmOf(TEXT, 60_000)), pieces: [4_800], pauseMs: 1 }],
  ])('closes the connection: %s', async (_situation, answer) => {
    start();
    server.answer = () => answer;
    const { heard, slot, frames } = speaker.start(TEXT);
    await until(() => server.answering === 1 && (!answer.bytes || frames.length > 2), 'the server is at it');
    slot.cancel();
    expect((await heard).result).toMatchObject({ outcome: 'cancelled' });
    await server.disconnected();
  });
});

describe('HttpSpeaker with a full arena', () => {
  it('delays only the sentence without room, not the thread, and loses no sample', async () => {
    start({ blocks: 6 });
    let taken = false;
    const waiting = speaker.start(TEXT, () => taken);
    await until(() => speaker.arena.freeBlocks === 0, 'the arena is full');
    const beats = waiting.slot.beats;
    await until(() => waiting.slot.beats > beats + 5, 'the wait counts as progress');
    taken = true;
    expect((await waiting.heard).samples).toEqual(expected());
  });

  it('ends the sentence when the arena stays full', async () => {
    start({ blocks: 6, arenaWaitMs: 50 });
    const { heard } = speaker.start(TEXT, () => false);
    expect((await heard).result).toMatchObject({ outcome: 'arena_full', samples: 960 + 5 * 2_400 });
  });

  it('can still cancel a sentence', async () => {
    start({ blocks: 2 });
    const waiting = speaker.start(TEXT, () => false);
    await until(() => speaker.arena.freeBlocks === 0, 'the arena is full');
    waiting.slot.cancel();
    expect((await waiting.heard).result).toMatchObject({ outcome: 'cancelled' });
  });

  it('does not count the wait as time of the server', async () => {
    start({ blocks: 3, setup: { chunkTimeoutMs: 1_000 } });
    let taken = false;
    const waiting = speaker.start(TEXT, () => taken);
    await until(() => speaker.arena.freeBlocks === 0, 'the arena is full');
    await sleep(1_500);
    taken = true;
    expect((await waiting.heard).result).toMatchObject({ outcome: 'spoken' });
  });
});

describe('HttpSpeaker with many sentences in one thread', () => {
  it('gives each sentence its own audio, though one of them hangs and another is cut', async () => {
    start();
    server.answer = ({ body }) => {
      const bytes = bytesOf(pcmOf(body.input));
      if (body.input.includes('hangs')) return { fault: 'hangs' };
      if (body.input.includes('is cut')) return { bytes, fault: 'cuts' };
      return { bytes, pieces: [1_001, 4_800], pauseMs: 1 };
    };
    const texts = Array.from({ length: 20 }, (_, n) => `Sentence ${n} is one of many.`);
    texts.splice(7, 0, 'This one hangs.');
    texts.splice(12, 0, 'This one is cut.');
    const sentences = texts.map((text) => speaker.start(text));
    let hanging = true;
    void sentences[7]?.heard.then(() => (hanging = false));
    for (const [n, { heard }] of sentences.entries()) {
      if (n === 7) continue;
      const { result, samples } = await heard;
      const whole = expected(pcmOf(texts[n]!));
      expect(result).toMatchObject(n === 12 ? { failure: 'connection_lost' } : { outcome: 'spoken' });
      expect(samples).toEqual(n === 12 ? whole.subarray(0, samples.length) : whole);
    }
    expect(hanging).toBe(true);
    expect(server.maxAnswering).toBeGreaterThan(10);
    sentences[7]?.slot.cancel();
    expect((await sentences[7]?.heard)?.result).toMatchObject({ outcome: 'cancelled' });
  });
});
